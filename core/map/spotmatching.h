#pragma once

#include "core/spots/spottable.h"

#include <vector>

namespace transcope::core {

/// Per spot of `to` the index of the same spot in `from`, -1 where there is none: the one of its id, where
/// that lies within half a pitch (grids of one slide name different places alike), else the nearest within
/// half a pitch.
std::vector<int> matchSpots(const SpotTable& from, const SpotTable& to);

} // namespace transcope::core
