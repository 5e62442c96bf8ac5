#pragma once

#include "core/base/result.h"
#include "core/io/section.h"

#include <filesystem>

namespace transcope::core {

/// Reads Space Ranger's tissue_positions.csv (header, from 2.0) or tissue_positions_list.csv (none); told
/// apart by the first cell being "barcode". Spots in tissue only; the diameter from scalefactors_json.json in
/// the same folder; hexagonal, with the scale from the pitch of 100 µm, where the array coordinates are
/// Visium's. Errors: NotFound; BadInput with file and line; BadInput when no spot is in tissue.
Result<SpotFile> readVisiumPositions(const std::filesystem::path& path);

} // namespace transcope::core
