#include "core/evaluation/baselines.h"

#include "core/base/try.h"
#include "core/stats/meanprofile.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

/// The mean profile of one training section, per wanted gene.
struct TrainingMean
{
    std::string name, patient;
    MeanProfile profile;
};

Result<TrainingMean> meanOf(const TruthSection& section, const GeneList& genes, Normalisation normalisation)
{
    TRY(const auto prepared, prepareTruth(section, genes, normalisation));
    TrainingMean mean{section.name, section.patient, MeanProfile(genes.size())};
    for (std::size_t c = 0; c < prepared.columns.size(); ++c)
        mean.profile.addGene(static_cast<std::size_t>(prepared.columns[c]), prepared.values.gene(c));
    return mean;
}

/// Over the training sections that qualify; nothing where none does. NaN for a gene that none measured.
std::optional<std::vector<float>> meanVector(const std::vector<TrainingMean>& training,
                                             const TruthSection& truth, const MeanBaseline& baseline,
                                             std::size_t genes)
{
    MeanProfile profile(genes);
    bool any = false;
    for (const auto& section : training) {
        if (section.name == truth.name || !baseline.qualifies(section.patient, truth.patient))
            continue;
        any = true;
        profile.add(section.profile);
    }
    return any ? std::optional(profile.means()) : std::nullopt;
}

std::vector<std::size_t> usedRows(const TruthSection& truth, const PreparedTruth& prepared)
{
    std::vector<std::size_t> rows;
    for (std::size_t s = 0; s < truth.spots.size(); ++s)
        if (!std::ranges::binary_search(prepared.emptySpots, static_cast<int>(s)))
            rows.push_back(s);
    return rows;
}

Result<void> scoreConstant(MethodScores& baseline, const TruthSection& truth, const std::vector<float>& mean,
                           const GeneList& genes, Normalisation normalisation)
{
    TRY(const auto prepared, prepareTruth(truth, genes, normalisation));
    const auto rows = usedRows(truth, prepared);
    ExpressionMatrix constant(rows.size(), prepared.columns.size());
    for (std::size_t c = 0; c < prepared.columns.size(); ++c)
        std::ranges::fill(constant.gene(c), mean[static_cast<std::size_t>(prepared.columns[c])]);
    addScores(baseline, truth, prepared, rows, constant);
    return {};
}

Result<MethodScores> scoreBaseline(const MeanBaseline& kind, const std::vector<TruthSection>& truths,
                                   const std::vector<TrainingMean>& training, const GeneList& genes,
                                   Normalisation normalisation)
{
    MethodScores baseline;
    baseline.name = kind.name;
    baseline.normalisation = normalisation;
    for (const auto& truth : truths) {
        const auto mean = meanVector(training, truth, kind, genes.size());
        if (!mean) {
            baseline.notes.push_back(truth.name + ": no training section qualifies");
            continue;
        }
        TRY_RUN(scoreConstant(baseline, truth, *mean, genes, normalisation));
    }
    return baseline;
}

} // namespace

Result<MethodScores> scoreDepthAlone(const std::vector<TruthSection>& truths, const GeneList& genes,
                                     Normalisation normalisation)
{
    MethodScores oracle;
    oracle.name = "depth-alone";
    oracle.isOracle = true;
    oracle.normalisation = normalisation;
    for (const auto& truth : truths) {
        TRY(const auto prepared, prepareTruth(truth, genes, normalisation));
        if (prepared.depth.empty()) {
            oracle.notes.push_back(truth.name + ": holds no counts, so the spots' depth is not known");
            continue;
        }
        const auto rows = usedRows(truth, prepared);
        ExpressionMatrix depth(rows.size(), prepared.columns.size());
        for (std::size_t c = 0; c < prepared.columns.size(); ++c)
            std::ranges::transform(rows, depth.gene(c).begin(),
                                   [&](std::size_t row) { return prepared.depth[row]; });
        addScores(oracle, truth, prepared, rows, depth);
    }
    std::ranges::fill(oracle.rmseSpot,
                      std::nan("")); // depth is no expression: only its order means something
    return oracle;
}

Result<std::vector<MethodScores>> scoreBaselines(const std::vector<TruthSection>& truths,
                                                 const std::vector<TruthSection>& training,
                                                 const GeneList& genes, Normalisation normalisation)
{
    std::vector<TrainingMean> means;
    for (const auto& section : training) {
        TRY(auto mean, meanOf(section, genes, normalisation));
        means.push_back(std::move(mean));
    }
    std::vector<MethodScores> baselines;
    for (const auto& kind : meanBaselines()) {
        TRY(auto baseline, scoreBaseline(kind, truths, means, genes, normalisation));
        if (!baseline.spots.empty())
            baselines.push_back(std::move(baseline));
    }
    return baselines;
}

} // namespace transcope::core
