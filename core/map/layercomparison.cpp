#include "core/map/layercomparison.h"

#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "core/map/layerset.h"

#include <cmath>

namespace transcope::core {

namespace {

/// NaN where no spot has the gene.
float meanOf(const std::vector<float>& gene)
{
    double sum = 0;
    double count = 0;
    for (const float value : gene) {
        if (std::isnan(value))
            continue;
        sum += value;
        ++count;
    }
    return static_cast<float>(sum / count); // 0/0 is the NaN wanted
}

/// Both are held against the same spots.
std::vector<float> depthWherePredicted(std::vector<float> depth, const std::vector<float>& predicted)
{
    for (std::size_t s = 0; s < depth.size(); ++s)
        if (std::isnan(predicted[s]))
            depth[s] = NAN;
    return depth;
}

} // namespace

Result<LayerComparison> compareLayers(const LayerSet& layers, const LayerPtr& measured,
                                      const LayerPtr& predicted, const std::stop_token& stop)
{
    TRY(const auto shown, layers.shown(measured, predicted));
    TRY(const auto predictedShown,
        layers.shown(predicted, nullptr)); // counts too may stand in for a prediction
    LayerComparison result;
    result.measuredColumn = shown->columns;
    result.sharedSpots = layers.sharedSpots(measured, predicted);
    const auto spots = predicted->values->spots();
    std::vector<float> depth;
    if (layers.isCounts(measured)) {
        TRY(auto measuredDepth, depths(*measured->values));
        depth = layers.carried(std::move(measuredDepth), measured, predicted);
    }
    SectionScorer scorer(spots, depth);
    SectionScorer baseline(spots), oracle(spots);
    if (depth.empty())
        depth.assign(spots, NAN);
    const std::vector<float> unknown(spots, NAN);
    for (std::size_t g = 0; g < result.measuredColumn.size(); ++g) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "The comparison was cancelled");
        const int column = result.measuredColumn[g];
        if (column < 0) {
            scorer.add(unknown, unknown); // keeps the genes in the prediction's order
            oracle.add(unknown, unknown);
            continue;
        }
        ++result.sharedGenes;
        auto truth = shown->values->gene(static_cast<std::size_t>(column));
        const auto values = predictedShown->values->gene(g);
        if (!truth || !values)
            return tl::unexpected(!truth ? truth.error() : values.error());
        const std::vector<float> mean(spots, meanOf(*truth));
        *truth = layers.carried(std::move(*truth), measured, predicted);
        scorer.add(*truth, *values);
        baseline.add(*truth, mean);
        oracle.add(*truth, depthWherePredicted(depth, *values));
    }
    result.scores = scorer.scores();
    auto noImage = baseline.scores();
    result.meanPccSpot = std::move(noImage.pccSpot);
    result.meanRmseSpot = std::move(noImage.rmseSpot);
    result.depthPccGene = oracle.scores().pccGene;
    for (std::size_t s = 0; s < spots; ++s) { // both are summarised over the same spots
        if (std::isnan(result.scores.pccSpot[s]))
            result.meanPccSpot[s] = NAN;
        if (std::isnan(result.scores.rmseSpot[s]))
            result.meanRmseSpot[s] = NAN;
    }
    return result;
}

} // namespace transcope::core
