#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace transcope::core {

/// What a TIFF says of the picture in it.
struct TiffSummary
{
    std::int64_t width = 0; ///< px, as stored, before orientation
    std::int64_t height = 0;
    int orientation = 1; ///< EXIF's numbers, 1 upright
    int pages = 0;       ///< directories in the chain
    int page = 0;        ///< which of them holds the picture: the first, unless that is a thumbnail
    /// Pages of the red, green and blue planes, where each has its own; else empty.
    std::vector<int> planePages;
    int bits = 8; ///< of a sample that are used: 12 within 16, where the file says so
    int storedBits = 8;
    bool sparse = false;           ///< some tiles are left out: not scanned
    bool ycbcrCalledRgb = false;   ///< its JPEG streams hold YCbCr where the tag says RGB
    bool subsampledChroma = false; ///< YCbCr with less chroma than px, outside JPEG
    int samples = 1;
    int photometric = 1;                        ///< TIFF's number
    std::int64_t tileWidth = 0, tileHeight = 0; ///< 0 where it lies in strips
    std::uint64_t offset = 0;                   ///< of the directory in the file
    std::vector<std::uint64_t> subDirectories;  ///< of smaller copies, as OME-TIFF has them
    std::vector<std::string> warnings;
};

/// Walks a TIFF's or BigTIFF's directories without decoding anything, so that no decoder is handed a file
/// whose structure lies: offsets beyond the end, impossible sizes, strips shorter than their rows. Entries
/// that nobody needs may be of unknown types or point anywhere (those that may tell the scale are noted), and
/// a chain of directories that ends in nothing ends there, with a note, as libtiff has it; but not where only
/// an icon comes before. Reads a few kB plus the strip or tile tables of the picture's
/// directory. Errors: BadInput (says what is damaged), Unsupported (sound, but of a kind that is no H&E
/// picture).
Result<TiffSummary> checkTiff(const std::filesystem::path& path);
/// The same of one directory, such as one of subDirectories; pages is 0.
Result<TiffSummary> checkTiffDirectory(const std::filesystem::path& path, std::uint64_t offset);

} // namespace transcope::core
