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

/// How far a value counts against a threshold.
float strength(const Map& map, float value)
{
    return map.scale == ScaleKind::Diverging ? std::abs(value) : value;
}

/// What is not known is not above the threshold either.
std::uint8_t weightOf(const Map& map, float value)
{
    return !map.threshold || static_cast<double>(strength(map, value)) >= *map.threshold ? Full : Faded;
}

void fadeBelow(Map& map, const RangeBound& bound)
{
    std::vector<float> strengths(map.values.size());
    std::ranges::transform(map.values, strengths.begin(), [&](float value) { return strength(map, value); });
    map.threshold = resolveRange(bound, StandardHigh, strengths).low;
    for (const float value : map.values)
        map.weights.push_back(weightOf(map, value));
}

/// Nothing where no spots are neighbours.
void makeSmooth(Map& map, const MapInput& input)
{
    const auto surface = input.layers->surface(input.painted);
    if (surface->cells()->empty())
        return;
    auto smooth = std::make_shared<MapSurface>();
    smooth->cells = surface->cells();
    smooth->values = surface->values(input.layers->ground(input.painted)->heights(map.values));
    for (const float value : smooth->values)
        smooth->weights.push_back(std::isnan(value) ? Hidden : weightOf(map, value));
    map.surface = std::move(smooth);
    map.what = phrase("Map", "%1, interpolated").with({map.what});
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
    if (style.smooth)
        makeSmooth(map, input);
    if (style.contours > 0)
        map.contours =
            contourLines(*input.layers->ground(input.painted), map.values,
                         scaleTicks(ColourScale{ColourMap::Viridis, map.range.low, map.range.high, map.isLog},
                                    style.contours));
}

} // namespace transcope::core
