#pragma once

#include "core/base/geometry.h"
#include "core/spots/spottable.h"

#include <vector>

namespace transcope::core {

/// Of the spots `pending` (indices into the table) the `most` that come first where a person looks at
/// `areaLevel0Px`: those inside from its middle outwards, then those around it, in ever larger rectangles of
/// its shape; of equally near ones the first. Ascending. An empty area is a point.
std::vector<int> nearestSpots(const SpotTable& table, const std::vector<int>& pending,
                              const RectI& areaLevel0Px, std::size_t most);

} // namespace transcope::core
