#pragma once

#include "core/spots/spottable.h"

namespace transcope::core {

/// Indices of the spots whose centre does not lie on a slide of this size, ascending.
std::vector<int> spotsOutside(const SpotTable& table, SizeI sizeLevel0Px);

} // namespace transcope::core
