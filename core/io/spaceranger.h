#pragma once

#include "core/base/result.h"
#include "core/io/section.h"

#include <filesystem>

namespace transcope::core {

/// Whether a folder is Space Ranger's outs/: a matrix and spatial/.
bool isSpaceRangerFolder(const std::filesystem::path& folder);

/// Reads an outs/ folder, its matrix .h5, or a positions file in its spatial/ folder: spots in tissue with
/// counts > 0. The section's name is the folder's, or its parent's where it is called outs. The
/// full-resolution picture is not in outs/; one that lies beside under the section's name is taken. Errors:
/// NotFound when a part is missing; those of the readers.
Result<Section> readSpaceRanger(const std::filesystem::path& path);

/// Positions alone, of the same paths.
Result<SpotFile> readSpaceRangerSpots(const std::filesystem::path& path);

} // namespace transcope::core
