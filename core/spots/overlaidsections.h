#pragma once

#include "core/base/geometry.h"

#include <cstddef>
#include <span>

namespace transcope::core {

/// Whether groups of spots lie over each other, as sections of different slides do and parts of one section
/// do not. ofSpot: each spot's group, 0 to groups − 1, anything else for none; places: level-0 px, NaN where
/// there is none. False where there is but one group, or more than files of several sections ever have.
bool areOverlaidSections(std::size_t groups, std::span<const int> ofSpot, std::span<const PointD> places);

} // namespace transcope::core
