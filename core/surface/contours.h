#pragma once

#include "core/surface/spotground.h"

namespace transcope::core {

/// One line of equal value; closed where its last point is its first.
struct ContourLine
{
    double level = 0;
    std::vector<PointD> pointsLevel0Px;
    bool operator==(const ContourLine&) const = default;
};

/// Where values, linear between neighbouring points of the ground, pass the levels (VTK's contour filter).
/// values: one per spot; triangles with a corner of value NaN have no lines. Any thread.
std::vector<ContourLine> contourLines(const SpotGround& ground, std::span<const float> values,
                                      const std::vector<double>& levels);

} // namespace transcope::core
