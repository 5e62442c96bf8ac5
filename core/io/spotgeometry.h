#pragma once

#include "core/base/result.h"
#include "core/spots/spottable.h"

#include <string>
#include <vector>

namespace transcope::core {

/// Fills what a file did not tell: the pitch (median distance to the nearest neighbour) and the diameter
/// (half the pitch, with a note). file: for messages. Errors: BadInput when the diameter cannot be told (a
/// single spot, or all in one place).
Result<void> completeGeometry(SpotTable& spots, const std::string& file, std::vector<std::string>& notes);

/// For Visium: hexagonal where the array coordinates are Visium's (row + column even), and then the scale
/// from the pitch of 100 µm.
void setVisiumGeometry(SpotTable& spots);

/// Refuses places that cannot be px of a slide: most below zero, or all nearer to each other than px can be,
/// which are places on an array. A few below zero are noted. Errors: BadInput with the numbers.
Result<void> checkPlaces(const SpotTable& spots, const std::string& file, std::vector<std::string>& notes);

} // namespace transcope::core
