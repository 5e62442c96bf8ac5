#include "ui/document/comparison.h"

#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/expression/normalisation.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {

namespace {

/// The measured columns that match, prepared and put in the order of the predicted genes.
core::Result<core::ExpressionMatrix>
preparedValues(const OpenLayer& measured, const core::Layer& predicted, const std::vector<int>& columns)
{
    std::vector<int> found;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(found),
                 [](int column) { return column >= 0; });
    const auto normalisation = shownNormalisation(measured, &predicted);
    const auto normalised = core::normalise(*measured.layer->values, found, normalisation);
    if (!normalised)
        return tl::unexpected(normalised.error());
    core::ExpressionMatrix values(measured.layer->values->spots(), columns.size());
    std::size_t next = 0;
    for (std::size_t gene = 0; gene < columns.size(); ++gene) {
        if (columns[gene] < 0)
            continue;
        std::ranges::copy(normalised->values.gene(next++), values.gene(gene).begin());
    }
    return values;
}

/// Each gene's mean over the spots that have it; NaN where none has.
std::vector<float> meanProfile(const core::ExpressionMatrix& values)
{
    std::vector<float> mean(values.genes());
    for (std::size_t gene = 0; gene < mean.size(); ++gene) {
        double sum = 0;
        std::size_t count = 0;
        for (const float value : values.gene(gene)) {
            if (std::isnan(value))
                continue;
            sum += value;
            ++count;
        }
        mean[gene] = static_cast<float>(sum / static_cast<double>(count)); // 0/0 is the NaN wanted
    }
    return mean;
}

} // namespace

core::Result<Comparison> compareWith(const OpenLayer& measured, const core::Layer& predicted)
{
    Comparison result;
    result.measuredColumn = core::matchGenes(predicted.genes, measured.layer->genes).columns;
    auto prepared = preparedValues(measured, predicted, result.measuredColumn);
    if (!prepared)
        return tl::unexpected(prepared.error());
    result.measured = std::move(*prepared);
    const auto values = core::columnsOf(*predicted.values);
    if (!values)
        return tl::unexpected(values.error());
    result.scores = core::scoreSection(result.measured, *values);

    const auto mean = meanProfile(result.measured);
    result.meanPccSpot.reserve(result.measured.spots());
    for (std::size_t spot = 0; spot < result.measured.spots(); ++spot) {
        const bool isPredicted = !std::isnan(result.scores.pccSpot[spot]);
        result.meanPccSpot.push_back(isPredicted ? core::pearson(result.measured.spot(spot), mean) : NAN);
    }
    return result;
}

} // namespace transcope::ui
