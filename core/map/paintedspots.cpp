#include "core/map/paintedspots.h"

#include <algorithm>

namespace transcope::core {

PaintedSpots paintedSpots(const Map& map, const std::optional<ColourScale>& scale)
{
    if (map.surface && scale) {
        const auto& [cells, values, weights] = *map.surface;
        std::vector<Rgb> colours(values.size());
        std::ranges::transform(values, colours.begin(), [&](float value) { return scale->colourOf(value); });
        return {cells, std::move(colours), map.mark, weights, map.contours, map.measuredSpots};
    }
    return {map.spots, spotColours(map, scale), map.mark, map.weights, map.contours, map.measuredSpots};
}

std::vector<LegendEntry> drawnLegend(const Map& map)
{
    auto legend = map.legend;
    std::erase_if(legend, [&](const LegendEntry& entry) {
        return std::ranges::find(map.hidden, entry.name) != map.hidden.end();
    });
    return legend;
}

} // namespace transcope::core
