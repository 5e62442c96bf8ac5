#pragma once

#include "core/slide/tilecache.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

struct tiff;

namespace transcope::core {

/// Decodes the tiles of a TIFF's directories by libtiff's own conversion to RGB, whatever their compression.
/// Thread-safe: each thread that reads has a handle of its own for the while.
class TiffTiles
{
public:
    /// directories: offsets in the file, each of a checked picture in tiles of 8-bit samples.
    TiffTiles(std::filesystem::path path, std::vector<std::uint64_t> directories);
    ~TiffTiles();

    /// A whole tile (the last ones reach beyond the picture); white where the file leaves it out. Errors:
    /// BadInput with libtiff's reason.
    Result<TilePtr> tile(int directory, std::int64_t column, std::int64_t row) const;

private:
    /// A file open at one directory, and what libtiff said last.
    struct Handle;
    using HandlePtr = std::unique_ptr<Handle>;
    Result<HandlePtr> taken(int directory) const;
    Result<HandlePtr> opened(int directory) const;

    std::filesystem::path m_path;
    std::vector<std::uint64_t> m_directories;
    mutable std::mutex m_mutex;                         ///< guards the list alone, never a read
    mutable std::vector<std::vector<HandlePtr>> m_free; ///< per directory
};

} // namespace transcope::core
