#include "core/evaluation/baselines.h"

#include "core/expression/normalisation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace {

/// Sums over the spots of one training section, per wanted gene.
struct SectionSums
{
    std::string name, patient;
    std::vector<double> sums, counts;
};

Result<SectionSums> sumsOf(const TruthSection& section, const GeneList& genes, Normalisation normalisation)
{
    const auto prepared = prepareTruth(section, genes, normalisation);
    if (!prepared)
        return tl::unexpected(prepared.error());
    SectionSums result{section.name, section.patient, std::vector<double>(genes.size()),
                       std::vector<double>(genes.size())};
    for (std::size_t c = 0; c < prepared->columns.size(); ++c) {
        const auto gene = static_cast<std::size_t>(prepared->columns[c]);
        for (const float v : prepared->values.gene(c)) {
            if (std::isnan(v))
                continue;
            result.sums[gene] += v;
            result.counts[gene] += 1;
        }
    }
    return result;
}

using Qualifies = bool (*)(const SectionSums& training, const TruthSection& truth);

/// The mean vector of the training sections that qualify; nothing where none does. NaN for a gene that none
/// measured.
std::optional<std::vector<float>> meanVector(const std::vector<SectionSums>& training,
                                             const TruthSection& truth, Qualifies qualifies,
                                             std::size_t genes)
{
    std::vector<double> sums(genes), counts(genes);
    bool any = false;
    for (const auto& section : training) {
        if (section.name == truth.name || !qualifies(section, truth))
            continue;
        any = true;
        for (std::size_t g = 0; g < genes; ++g) {
            sums[g] += section.sums[g];
            counts[g] += section.counts[g];
        }
    }
    if (!any)
        return std::nullopt;
    std::vector<float> mean(genes);
    for (std::size_t g = 0; g < genes; ++g)
        mean[g] =
            counts[g] > 0 ? static_cast<float>(sums[g] / counts[g]) : std::numeric_limits<float>::quiet_NaN();
    return mean;
}

Result<void> scoreConstant(MethodScores& baseline, const TruthSection& truth, const std::vector<float>& mean,
                           const GeneList& genes, Normalisation normalisation)
{
    const auto prepared = prepareTruth(truth, genes, normalisation);
    if (!prepared)
        return tl::unexpected(prepared.error());
    const auto genesFound = prepared->columns.size();
    std::vector<float> row(genesFound);
    for (std::size_t c = 0; c < genesFound; ++c)
        row[c] = mean[static_cast<std::size_t>(prepared->columns[c])];
    const std::size_t used = truth.spots.size() - prepared->emptySpots.size();
    ExpressionMatrix measured(used, genesFound), constant(used, genesFound);
    std::vector<std::string> ids;
    for (std::size_t s = 0; s < truth.spots.size(); ++s) {
        if (std::binary_search(prepared->emptySpots.begin(), prepared->emptySpots.end(), static_cast<int>(s)))
            continue;
        measured.setSpot(ids.size(), prepared->values.spot(s));
        constant.setSpot(ids.size(), row);
        ids.push_back(truth.spots.spots[s].id);
    }
    addScores(baseline, truth, ids, measured, constant);
    return {};
}

Result<MethodScores> scoreBaseline(const char* name, Qualifies qualifies,
                                   const std::vector<TruthSection>& truths,
                                   const std::vector<SectionSums>& training, const GeneList& genes,
                                   Normalisation normalisation)
{
    MethodScores baseline;
    baseline.name = name;
    baseline.normalisation = normalisation;
    for (const auto& truth : truths) {
        const auto mean = meanVector(training, truth, qualifies, genes.size());
        if (!mean) {
            baseline.notes.push_back(truth.name + ": no training section qualifies");
            continue;
        }
        if (auto scored = scoreConstant(baseline, truth, *mean, genes, normalisation); !scored)
            return tl::unexpected(scored.error());
    }
    return baseline;
}

} // namespace

Result<std::vector<MethodScores>> scoreBaselines(const std::vector<TruthSection>& truths,
                                                 const std::vector<TruthSection>& training,
                                                 const GeneList& genes, Normalisation normalisation)
{
    std::vector<SectionSums> sums;
    for (const auto& section : training) {
        auto sum = sumsOf(section, genes, normalisation);
        if (!sum)
            return tl::unexpected(sum.error());
        sums.push_back(std::move(*sum));
    }
    static constexpr std::pair<const char*, Qualifies> kinds[] = {
        {"training-mean", [](const SectionSums&, const TruthSection&) { return true; }},
        {"other-patients-mean",
         [](const SectionSums& t, const TruthSection& s) { return t.patient != s.patient; }},
        {"same-patient-mean",
         [](const SectionSums& t, const TruthSection& s) { return t.patient == s.patient; }}};
    std::vector<MethodScores> baselines;
    for (const auto& [name, qualifies] : kinds) {
        auto baseline = scoreBaseline(name, qualifies, truths, sums, genes, normalisation);
        if (!baseline)
            return tl::unexpected(baseline.error());
        if (!baseline->spots.empty())
            baselines.push_back(std::move(*baseline));
    }
    return baselines;
}

} // namespace transcope::core
