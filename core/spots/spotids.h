#pragma once

#include "core/spots/spottable.h"

namespace transcope::core {

/// "10x13, 11x13 and 12 more", for messages about the spots at `indices`.
std::string idsForMessage(const SpotTable& table, const std::vector<int>& indices);

} // namespace transcope::core
