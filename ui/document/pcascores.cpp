#include "ui/document/pcascores.h"

#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/expression/geneselection.h"
#include "core/expression/normalisation.h"
#include "core/stats/pca.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace transcope::ui {

namespace {

constexpr int Components = 3;

core::Result<core::ExpressionMatrix> mostVariable(const OpenLayer& measured)
{
    const core::SectionCounts counts{measured.layer->values.get(), &measured.layer->genes};
    const auto genes = core::selectGenes({&counts, 1});
    if (!genes)
        return tl::unexpected(genes.error());
    const auto columns = core::matchGenes(*genes, measured.layer->genes).found();
    auto normalised = core::normalise(*measured.layer->values, columns, shownNormalisation(measured, nullptr));
    if (!normalised)
        return tl::unexpected(normalised.error());
    return std::move(normalised->values);
}

core::ExpressionMatrix measuredInCommon(const Comparison& comparison)
{
    std::vector<std::size_t> columns;
    for (std::size_t gene = 0; gene < comparison.measuredColumn.size(); ++gene) {
        if (comparison.measuredColumn[gene] >= 0)
            columns.push_back(gene);
    }
    core::ExpressionMatrix chosen(comparison.measured.spots(), columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        std::ranges::copy(comparison.measured.gene(columns[i]), chosen.gene(i).begin());
    return chosen;
}

/// spots × 3; components that the data does not have are all zero.
core::ExpressionMatrix scoresOf(const core::ExpressionMatrix& values)
{
    const auto pca = core::principalComponents(values, Components);
    core::ExpressionMatrix scores(values.spots(), Components);
    for (std::size_t c = 0; c < Components; ++c) {
        if (c < pca.scores.genes())
            std::ranges::copy(pca.scores.gene(c), scores.gene(c).begin());
        else
            std::ranges::fill(scores.gene(c), 0.F);
    }
    return scores;
}

} // namespace

core::Result<PcaInput> pcaInput(const OpenLayer* measured, const OpenLayer* prediction,
                                const Comparison* comparison)
{
    PcaInput input;
    if (comparison != nullptr)
        input.measured = measuredInCommon(*comparison);
    if (measured != nullptr && (!input.measured || input.measured->genes() < Components)) {
        auto chosen = mostVariable(*measured);
        if (!chosen)
            return tl::unexpected(chosen.error());
        input.measured = std::move(*chosen);
    }
    if (prediction != nullptr && prediction->rowsPresent > 1) {
        auto values = core::columnsOf(*prediction->layer->values);
        if (!values)
            return tl::unexpected(values.error());
        input.predicted = std::move(*values);
    }
    input.sameSpots = comparison != nullptr;
    return input;
}

PcaScores pcaScores(const PcaInput& input)
{
    PcaScores result;
    if (input.measured)
        result.measured = scoresOf(*input.measured);
    if (input.predicted)
        result.predicted = scoresOf(*input.predicted);
    if (!input.sameSpots || result.measured.empty() || result.predicted.empty())
        return result;
    for (std::size_t c = 0; c < Components; ++c) {
        const auto predicted = result.predicted.gene(c);
        if (core::pearson(result.measured.gene(c), predicted) < 0)
            std::ranges::transform(predicted, predicted.begin(), std::negate{});
    }
    return result;
}

} // namespace transcope::ui
