#pragma once

#include "core/spots/spottable.h"

#include <array>
#include <vector>

namespace transcope::core {

/// Spots that are neighbours, three indices a triangle.
using SpotTriangles = std::vector<std::array<int, 3>>;

/// By Delaunay. Triangles longer than 2.5 pitches are left out, so that holes in the tissue stay holes. Any
/// thread; a second for 100,000 spots.
SpotTriangles neighbouringSpots(const SpotTable& spots);

} // namespace transcope::core
