#pragma once

#include "core/spots/spottable.h"

#include <vector>

namespace transcope::core {

/// Blocks side by side in a strip of visitOrder().
inline constexpr int BlocksPerStrip = 128;

/// The order in which a run visits spots: in rows of blocks, to and fro, within strips of BlocksPerStrip, so
/// that what neighbouring spots share is still in the tile cache, on slides of any width. Depends on the set
/// of spots alone; a spot named twice is visited once. pending: indices into table; blockLevel0Px: the side
/// of a block, about a tile.
std::vector<int> visitOrder(const SpotTable& table, std::vector<int> pending, double blockLevel0Px);

} // namespace transcope::core
