#pragma once

#include "core/base/result.h"
#include "core/io/section.h"

#include <filesystem>

namespace transcope::core {

/// What is known of an array: its scale.
struct StPlatform
{
    double pitchUm = 200; ///< centre to centre along the array's rows
    double diameterUm = 100;
};

/// Reads positions of original ST, selected ones only (all where nothing says): tab-separated with columns x,
/// y, pixel_x, pixel_y and perhaps selected (her2st, STUtility, cSCC), or comma-separated with columns "", X,
/// Y (HBC). Ids are "XxY"; array row = y, column = x. The scale comes from the platform's pitch. Errors:
/// NotFound; BadInput with file and line (missing column, not a number, a spot given twice, none selected).
Result<SpotFile> readStPositions(const std::filesystem::path& path, const StPlatform& platform = {});

/// Reads a section: spots that are selected, present in the counts and have a sum > 0; the notes say what was
/// left out. Errors: as readCountsTable and readStPositions; BadInput when no spot remains.
Result<Section> readStSection(const std::filesystem::path& counts, const std::filesystem::path& positions,
                              const StPlatform& platform = {});

} // namespace transcope::core
