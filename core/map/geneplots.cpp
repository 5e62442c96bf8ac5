#include "core/map/geneplots.h"

#include "core/base/try.h"
#include "core/map/mapmaking.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

constexpr std::size_t Bins = 40;

/// Least squares over the pairs that are known.
void fitLine(GeneScatter& scatter)
{
    double meanX = 0, meanY = 0, xx = 0, xy = 0; // running: Welford, Technometrics 1962
    for (std::size_t s = 0; s < scatter.measured.size(); ++s) {
        const double x = scatter.measured[s], y = scatter.predicted[s];
        if (std::isnan(x) || std::isnan(y))
            continue;
        const auto count = static_cast<double>(++scatter.pairs);
        const double fromX = x - meanX, fromY = y - meanY;
        meanX += fromX / count;
        meanY += fromY / count;
        xx += fromX * (x - meanX);
        xy += fromX * (y - meanY);
    }
    scatter.slope = xx > 0 ? xy / xx : NAN;
    scatter.intercept = meanY - scatter.slope * meanX;
}

} // namespace

Result<std::optional<GeneScatter>> geneScatter(const MapInput& input, const std::string& gene)
{
    if (!input.measured || input.measured == input.painted)
        return std::nullopt;
    MapInput held = input; // the measurement as beside this layer
    held.predicted = input.painted;
    TRY(const auto truth, shownGenes(held, input.measured, {gene}));
    TRY(const auto shown, shownGenes(held, input.painted, {gene}));
    if (!truth.front() || !shown.front())
        return std::nullopt;
    GeneScatter scatter;
    scatter.normalisation = shown.front()->normalisation;
    TRY(scatter.measured, truth.front()->perSpot());
    scatter.measured = input.layers->carried(std::move(scatter.measured), input.measured, input.painted);
    TRY(scatter.predicted, shown.front()->perSpot());
    scatter.pcc = pearson(scatter.measured, scatter.predicted);
    fitLine(scatter);
    return scatter;
}

Result<GeneHistograms> geneHistograms(const MapInput& input, const std::vector<LayerPtr>& layers,
                                      const std::string& gene, const std::stop_token& stop)
{
    GeneHistograms result;
    std::vector<std::vector<float>> values;
    float low = std::numeric_limits<float>::max(), high = -low;
    for (const auto& layer : layers) {
        if (stop.stop_requested())
            return mapCancelled();
        TRY(const auto shown, shownGenes(input, layer, {gene}));
        if (!shown.front())
            continue;
        TRY(auto known, shown.front()->perSpot());
        std::erase_if(known, [](float value) { return !std::isfinite(value); });
        if (known.empty())
            continue;
        const auto [least, most] = std::ranges::minmax(known);
        low = std::min(low, least);
        high = std::max(high, most);
        result.layers.push_back(layer);
        values.push_back(std::move(known));
    }
    if (values.empty())
        return result;
    result.low = static_cast<double>(low);
    result.binWidth = (high > low ? static_cast<double>(high) - result.low : 1) / Bins;
    for (const auto& known : values) {
        auto& shares = result.shares.emplace_back(Bins, 0.0);
        for (const float value : known) {
            const auto bin =
                static_cast<std::size_t>((static_cast<double>(value) - result.low) / result.binWidth);
            shares[std::min(bin, Bins - 1)] += 1 / static_cast<double>(known.size());
        }
    }
    return result;
}

} // namespace transcope::core
