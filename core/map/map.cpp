#include "core/map/map.h"

#include "core/base/try.h"
#include "core/map/mapkinds.h"
#include "core/map/mapmaking.h"
#include "core/surface/surfacesupport.h"

#include <algorithm>

namespace transcope::core {

Result<Map> makeMap(const MapRecipe& recipe, const MapInput& input, std::stop_token stop)
{
    TRY_RUN(checkRecipe(recipe));
    if (recipe.style.contours > 0 && !hasSurfaces())
        return fail(ErrorCode::Unsupported, "contours need VTK, which this build of Transcope is without",
                    "Leave contours out of the map's style, or build with VTK");
    auto map = entryOf(recipe.kind).make(recipe, input, stop);
    if (!map)
        return map;
    if (stop.stop_requested()) // what was made from half the genes is no map
        return fail(ErrorCode::Cancelled, "Making a map was cancelled");
    if (map->hasRange())
        map->range = defaultRange(map->values, map->scale == ScaleKind::Diverging);
    applyStyle(*map, recipe.style, input);
    markInferred(*map, input);
    return map;
}

ValueRange rangeOf(const Map& map, const RangeBound& low, const RangeBound& high)
{
    return isStandardRange(low, high) ? map.range : resolveRange(low, high, map.values);
}

std::optional<ColourScale> scaleOf(const Map& map, ValueRange range, ColourMap usual,
                                   std::optional<ColourMap> chosen)
{
    if (!map.hasRange())
        return std::nullopt;
    const auto fitting = map.scale == ScaleKind::Diverging ? ColourMap::Diverging : usual;
    return ColourScale{chosen.value_or(fitting), range.low, range.high, map.isLog};
}

std::vector<Rgb> spotColours(const Map& map, const std::optional<ColourScale>& scale)
{
    if (!scale)
        return map.colours;
    std::vector<Rgb> colours(map.values.size());
    std::ranges::transform(map.values, colours.begin(), [&](float value) { return scale->colourOf(value); });
    return colours;
}

} // namespace transcope::core
