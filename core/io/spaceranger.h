#pragma once

#include "core/base/result.h"
#include "core/io/section.h"

#include <filesystem>

namespace transcope::core {

/// Whether a folder is Space Ranger's outs/, or stands for it: a matrix and positions (spacerangerfiles.h).
bool isSpaceRangerFolder(const std::filesystem::path& folder);

/// Reads an outs/ folder, its matrix, or a positions file: spots in tissue with counts > 0. genome: as
/// readMatrixH5 takes it. The section's name is what the files' names begin with, else the folder's, or its
/// parent's where it is called outs. The full-resolution picture is not in outs/; one that lies beside under
/// the section's name is taken. Errors: NotFound when a part is missing; Unsupported for positions in
/// Parquet; those of spaceRangerFilesOf and the readers.
Result<Section> readSpaceRanger(const std::filesystem::path& path, const std::string& genome = {});

/// Positions alone, of the same paths.
Result<SpotFile> readSpaceRangerSpots(const std::filesystem::path& path);

} // namespace transcope::core
