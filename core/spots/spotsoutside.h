#pragma once

#include "core/base/result.h"
#include "core/spots/spottable.h"

#include <string>
#include <vector>

namespace transcope::core {

/// Indices of the spots whose centre does not lie on a slide of this size, ascending.
std::vector<int> spotsOutside(const SpotTable& table, SizeI sizeLevel0Px);

/// Refuses spots of which more than half do not lie on the slide; a few that do not are noted. file: of the
/// spots, for messages. Errors: BadInput with the size of the slide and how far the spots reach.
Result<void> checkSpotsOnSlide(const SpotTable& table, SizeI sizeLevel0Px, const std::string& file,
                               std::vector<std::string>& notes);

} // namespace transcope::core
