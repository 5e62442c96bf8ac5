#include "core/region/regioncomparison.h"

#include "core/base/try.h"

#include <algorithm>

namespace transcope::core {

namespace {

/// Spots of both sets are then in neither. Returns how many.
std::size_t separate(std::vector<int>& inside, std::vector<int>& outside)
{
    std::vector<int> both;
    std::ranges::set_intersection(inside, outside, std::back_inserter(both));
    for (auto* spots : {&inside, &outside})
        std::erase_if(*spots, [&](int spot) { return std::ranges::binary_search(both, spot); });
    return both.size();
}

/// Of the defined ones; NaN without any.
double meanCorrelation(const LayerComparison& comparison, const std::vector<int>& spots)
{
    std::vector<double> values;
    for (const int spot : spots)
        values.push_back(comparison.scores.pccSpot[static_cast<std::size_t>(spot)]);
    return summarise(values).mean;
}

} // namespace

Result<RegionComparison> compareRegions(const RegionQuestion& question, const ProgressFn& progress,
                                        std::stop_token stop)
{
    const auto& layer = question.layer;
    auto inside = spotsInside(question.inside, *layer->spots);
    auto outside = question.against.empty() ? otherSpots(inside, layer->spots->size())
                                            : spotsInside(question.against, *layer->spots);
    RegionComparison comparison;
    comparison.inBoth = separate(inside, outside);
    TRY(const auto shown, question.layers->shown(layer, nullptr));
    comparison.normalisation = shown->normalisation;
    TRY(comparison.statistics, compareSpotSets(*shown->values, inside, outside, progress, stop));
    if (question.measured && question.measured != layer) {
        TRY(const auto compared, question.layers->comparison(question.measured, layer, stop));
        comparison.pccSpotInside = meanCorrelation(*compared, inside);
        comparison.pccSpotOutside = meanCorrelation(*compared, outside);
    }
    return comparison;
}

} // namespace transcope::core
