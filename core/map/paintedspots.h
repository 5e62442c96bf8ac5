#pragma once

#include "core/map/map.h"

namespace transcope::core {

/// A map's spots as pictures draw them.
struct PaintedSpots
{
    std::shared_ptr<const SpotTable> table; ///< nullptr: none
    std::vector<Rgb> colours;               ///< per spot
    SpotMark mark = SpotMark::Disc;
    std::vector<std::uint8_t> weights{}; ///< per spot, how much of it is seen, of 255; empty: all of all
    std::vector<ContourLine> contours{};
    std::shared_ptr<const SpotTable> outlined{}; ///< over them; nullptr: none

    /// Of 0..1.
    double weightOf(std::size_t spot) const { return spot < weights.size() ? weights[spot] / 255.0 : 1; }
};

/// scale: as scaleOf() gave it.
PaintedSpots paintedSpots(const Map& map, const std::optional<ColourScale>& scale);

/// The entries of its legend that stand for something that is drawn.
std::vector<LegendEntry> drawnLegend(const Map& map);

} // namespace transcope::core
