#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

namespace transcope::test {

/// Writes small uncompressed little-endian TIFFs of one strip, sound or, through `entries`, broken in one
/// place.
struct TinyTiff
{
    struct Entry
    {
        int type = 3; ///< TIFF 6.0: 1 byte, 2 text, 3 16-bit, 4 32-bit
        std::uint32_t count = 1;
        std::uint32_t value = 0; ///< or the offset of the values
    };

    int width = 0, height = 0;
    int samples = 3;
    int bits = 8;
    int photometric = 2; ///< 1 grey, 2 RGB
    int orientation = 1;
    std::vector<std::uint8_t> pixels; ///< [height, width, samples], 16-bit samples low byte first

    std::map<int, Entry> entries; ///< replace or add entries by tag
    std::set<int> without;        ///< tags that are left out
    std::uint32_t next = 0;       ///< offset of the next directory
    std::size_t cutTo = SIZE_MAX; ///< the file ends after so many bytes

    std::vector<std::uint8_t> bytes() const;
    void write(const std::filesystem::path& path) const;
};

} // namespace transcope::test
