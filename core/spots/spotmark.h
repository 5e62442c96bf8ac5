#pragma once

#include "core/spots/spottable.h"

#include <array>
#include <string_view>

namespace transcope::core {

/// What stands for a spot on the slide. Squares and hexagons reach half way to the next spot, so that they
/// fill an array. Cells fill their grid whatever the mark.
enum class SpotMark { Disc, Square, Hexagon, Outline };

inline constexpr std::array AllSpotMarks{SpotMark::Disc, SpotMark::Square, SpotMark::Hexagon,
                                         SpotMark::Outline};

std::string_view name(SpotMark mark); ///< lower case, "disc"
std::optional<SpotMark> spotMarkNamed(std::string_view name);

/// Of a disc its radius; of a square half its side; of a hexagon, whose corners point up and down, half of
/// what lies between its upright sides.
double markRadiusLevel0Px(const SpotTable& spots, SpotMark mark);
/// From its middle to its farthest corner, in radii.
double markReach(SpotMark mark);
/// How far a place lies from a mark's middle in the measure of its shape: the radius all along its edge.
/// x, y: along the slide's axes.
double markDistance(SpotMark mark, double x, double y);

} // namespace transcope::core
