#pragma once

#include "core/base/result.h"
#include "core/io/section.h"

#include <filesystem>

namespace transcope::core {

/// Reads Space Ranger's tissue_positions.csv (from 2.0: its columns are found by their names) or
/// tissue_positions_list.csv (no header). Spots in tissue that have a place only, the others are counted; the
/// diameter, and of Visium HD the scale, from scalefactors_json.json where there is one; hexagonal, with the
/// scale from the pitch of 100 µm, where the array coordinates are Visium's. Errors: NotFound; BadInput with
/// file and line; BadInput when no spot is in tissue.
Result<SpotFile> readVisiumPositions(const std::filesystem::path& positions,
                                     const std::filesystem::path& scaleFactors);

} // namespace transcope::core
