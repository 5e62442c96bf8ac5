#include "core/map/mapkinds.h"
#include "core/map/mapmaking.h"

namespace transcope::core {

Result<Map> makePaddedMap(const MapRecipe&, const MapInput& input, std::stop_token)
{
    constexpr Rgb Within{86, 180, 233}, Beyond{213, 94, 0};
    Map map = mapOf(input, phrase("Map", "Border spots"));
    const auto& padded = input.painted->padded;
    if (padded.empty())
        return noticeMap(input, map.what,
                         phrase("Map", "It is not known which patches reached beyond the slide."));
    map.scale = ScaleKind::Categorical;
    map.label = phrase("Map", "Patch");
    map.legend = {{"within the slide", Within}, {"reached beyond it, padded", Beyond}};
    for (const auto flag : padded) {
        map.values.push_back(flag != 0 ? 1.F : 0.F);
        map.colours.push_back(flag != 0 ? Beyond : Within);
    }
    return map;
}

} // namespace transcope::core
