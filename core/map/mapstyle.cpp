#include "core/map/mapmaking.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

constexpr std::uint8_t Full = 255, Faded = 64, Hidden = 0;

/// A logarithm has no 0: colours begin at the least value above it.
void useLog(Map& map)
{
    constexpr float Far = std::numeric_limits<float>::max();
    float least = Far;
    for (const float value : map.values)
        if (value > 0)
            least = std::min(least, value);
    map.isLog = least < Far && map.range.high > 0;
    if (map.isLog)
        map.range.low = std::min(std::max(map.range.low, static_cast<double>(least)), map.range.high);
}

void fadeBelow(Map& map, const RangeBound& bound)
{
    const bool isAboutZero = map.scale == ScaleKind::Diverging;
    const auto strength = [&](float value) { return isAboutZero ? std::abs(value) : value; };
    std::vector<float> strengths(map.values.size());
    std::ranges::transform(map.values, strengths.begin(), strength);
    map.threshold = resolveRange(bound, StandardHigh, strengths).low;
    for (const float value : strengths) // what is not known is not above it either
        map.weights.push_back(static_cast<double>(value) >= *map.threshold ? Full : Faded);
}

void hide(Map& map, const std::vector<std::string>& categories)
{
    map.hidden = categories;
    for (const float code : map.values) {
        const bool isHidden =
            !std::isnan(code) &&
            std::ranges::find(categories, map.legend[static_cast<std::size_t>(code)].name) !=
                categories.end();
        map.weights.push_back(isHidden ? Hidden : Full);
    }
}

} // namespace

void applyStyle(Map& map, const MapStyle& style, const MapInput& input)
{
    map.mark = style.mark;
    if (map.scale == ScaleKind::Categorical && !style.hidden.empty())
        hide(map, style.hidden);
    if (!map.hasRange() || !map.notice.empty())
        return;
    if (style.logScale && map.scale == ScaleKind::Sequential)
        useLog(map);
    if (style.threshold)
        fadeBelow(map, *style.threshold);
    if (style.contours > 0)
        map.contours =
            contourLines(*input.layers->ground(input.painted), map.values,
                         scaleTicks(ColourScale{ColourMap::Viridis, map.range.low, map.range.high, map.isLog},
                                    style.contours));
}

} // namespace transcope::core
