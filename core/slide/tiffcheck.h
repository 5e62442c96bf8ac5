#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>

namespace transcope::core {

/// What the first directory of a TIFF says.
struct TiffSummary
{
    std::int64_t width = 0; ///< px, as stored, before orientation
    std::int64_t height = 0;
    int orientation = 1; ///< EXIF's numbers, 1 upright
    int pages = 0;       ///< directories in the chain
};

/// Walks a TIFF's or BigTIFF's directories without decoding anything, so that no decoder is handed a file
/// whose structure lies: offsets beyond the end, loops, impossible sizes, strips shorter than their rows.
/// Reads a few kB plus the strip or tile tables of the first directory.
/// Errors: BadInput (says what is damaged), Unsupported (sound, but of a kind that is no H&E picture).
Result<TiffSummary> checkTiff(const std::filesystem::path& path);

} // namespace transcope::core
