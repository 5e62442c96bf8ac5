#pragma once

#include "core/base/geometry.h"
#include "core/spots/spottable.h"

#include <cstddef>
#include <functional>
#include <limits>
#include <vector>

namespace transcope::core {

/// Lays spots over [0, width) × [0, height) level-0 px, first centre half a pitch inside, keeping those for
/// which `keep` holds (an empty function keeps all). Ids are "ROWxCOL".
/// lattice: Square, or Hexagonal (odd rows shifted by half a pitch, rows pitch·√3/2 apart, columns counted as
/// Visium does: even columns in even rows, odd columns in odd rows).
SpotTable makeLattice(Lattice lattice, SizeI sizeLevel0Px, double pitchLevel0Px, double diameterLevel0Px,
                      const std::function<bool(PointD)>& keep = {});

/// The median distance from a spot to its nearest neighbour, in level-0 px; 0 with fewer than two spots.
/// most: of more spots only so many, all over the table, are asked for theirs, which is enough to tell its
/// magnitude.
double medianPitch(const std::vector<Spot>& spots,
                   std::size_t most = std::numeric_limits<std::size_t>::max());

} // namespace transcope::core
