#include "core/map/mapmaking.h"

#include <cmath>

namespace transcope::core {

namespace {

constexpr std::uint8_t Full = 255, Hidden = 0;

bool isKnown(const Map& map, std::size_t spot)
{
    return map.scale == ScaleKind::OwnColours ? map.colours[spot] != MissingColour
                                              : !std::isnan(map.values[spot]);
}

} // namespace

bool isInferredBetweenSpots(const Layer& layer, const Layer* measured)
{
    return measured != nullptr && layer.kind != LayerKind::Measured &&
           layer.spots->shape == SpotShape::Cell && measured->spots->shape != SpotShape::Cell;
}

void markInferred(Map& map, const MapInput& input)
{
    if (!isInferredBetweenSpots(*input.painted, input.measured.get()))
        return;
    map.measuredSpots = input.measured->spots;
    map.where = phrase("Map", "Inferred (%1)").with({input.painted->name});
    if (map.hasRange() && map.notice.empty())
        map.label = phrase("Map", "%1, inferred between the spots").with({map.label});
    map.weights.resize(map.spots->size(), Full);
    for (std::size_t spot = 0; spot < map.weights.size(); ++spot)
        if (!isKnown(map, spot)) // grey cells would cover the tissue that is not predicted yet
            map.weights[spot] = Hidden;
}

} // namespace transcope::core
