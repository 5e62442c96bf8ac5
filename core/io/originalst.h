#pragma once

#include "core/base/result.h"
#include "core/io/section.h"

#include <filesystem>

namespace transcope::core {

/// Reads positions of original ST, selected ones only (all where nothing says): tab-separated with columns x,
/// y, pixel_x, pixel_y and perhaps selected (her2st, STUtility, cSCC), or comma-separated with columns "", X,
/// Y (HBC). Ids are "XxY"; array row = y, column = x. The scale comes from the platform's pitch: 200 µm, but
/// 150 µm between nearest spots in files that are called as cSCC's are. Errors:
/// NotFound; BadInput with file and line (missing column, not a number, a spot given twice, none selected).
Result<SpotFile> readStPositions(const std::filesystem::path& path);

/// Reads a section: spots that are selected, present in the counts and have a sum > 0; the notes say what was
/// left out. Errors: as readCountsTable and readStPositions; BadInput when no spot remains.
Result<Section> readStSection(const std::filesystem::path& counts, const std::filesystem::path& positions);

} // namespace transcope::core
