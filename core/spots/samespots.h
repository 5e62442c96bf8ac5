#pragma once

#include "core/spots/spottable.h"

namespace transcope::core {

/// Whether two tables hold the same spots in the same order: ids, and positions within 0.01 px, which is what
/// text formats keep.
bool sameSpots(const SpotTable& a, const SpotTable& b);

} // namespace transcope::core
