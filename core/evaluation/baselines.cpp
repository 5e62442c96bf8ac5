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

Result<BaselineRows> predictConstant(const TruthSection& truth, const std::vector<float>& mean,
                                     const GeneList& genes, Normalisation normalisation)
{
    TRY(auto prepared, prepareTruth(truth, genes, normalisation));
    auto rows = usedRows(truth, prepared);
    ExpressionMatrix constant(rows.size(), prepared.columns.size());
    for (std::size_t c = 0; c < prepared.columns.size(); ++c)
        std::ranges::fill(constant.gene(c), mean[static_cast<std::size_t>(prepared.columns[c])]);
    return BaselineRows{&truth, std::move(prepared), std::move(rows), std::move(constant)};
}

Result<BaselinePrediction> predictMean(const MeanBaseline& kind, const std::vector<TruthSection>& truths,
                                       const std::vector<TrainingMean>& training, const GeneList& genes,
                                       Normalisation normalisation)
{
    BaselinePrediction baseline{std::string(kind.name), {}, {}};
    for (const auto& truth : truths) {
        const auto mean = meanVector(training, truth, kind, genes.size());
        if (!mean) {
            baseline.notes.push_back(truth.name + ": no training section qualifies");
            continue;
        }
        TRY(auto rows, predictConstant(truth, *mean, genes, normalisation));
        baseline.sections.push_back(std::move(rows));
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

Result<std::vector<BaselinePrediction>> predictMeans(const std::vector<TruthSection>& truths,
                                                     const std::vector<TruthSection>& training,
                                                     const GeneList& genes, Normalisation normalisation)
{
    std::vector<TrainingMean> means;
    for (const auto& section : training) {
        TRY(auto mean, meanOf(section, genes, normalisation));
        means.push_back(std::move(mean));
    }
    std::vector<BaselinePrediction> baselines;
    for (const auto& kind : meanBaselines()) {
        TRY(auto baseline, predictMean(kind, truths, means, genes, normalisation));
        if (!baseline.sections.empty())
            baselines.push_back(std::move(baseline));
    }
    return baselines;
}

Result<std::vector<MethodScores>> scoreBaselines(const std::vector<TruthSection>& truths,
                                                 const std::vector<TruthSection>& training,
                                                 const GeneList& genes, Normalisation normalisation)
{
    TRY(auto predicted, predictMeans(truths, training, genes, normalisation));
    std::vector<MethodScores> baselines;
    for (auto& baseline : predicted)
        baselines.push_back(scoresOf(std::move(baseline), normalisation));
    return baselines;
}

} // namespace transcope::core
