#pragma once

#include "core/slide/jpegtile.h"
#include "core/slide/slide.h"
#include "core/slide/tilecache.h"

#include <array>

namespace transcope::core {

/// Reads the JPEG tiles of a TIFF-based slide (SVS, pyramidal TIFF) straight from the file: several times
/// faster than through OpenSlide, and to the px on levels whose downsample is not whole, where OpenSlide
/// interpolates. It knows nothing of vendors: which levels there are comes from OpenSlide, and what it cannot
/// read is left to OpenSlide. Thread-safe.
class TiledJpeg
{
public:
    /// Finds the directories that hold levels of these sizes. background: of tiles that the file leaves out.
    /// Empty when the file is no TIFF or none of them is in 8-bit JPEG.
    static std::unique_ptr<const TiledJpeg> open(const std::filesystem::path& path,
                                                 const std::vector<SizeI>& levels,
                                                 std::array<std::uint8_t, 3> background = {255, 255, 255});
    /// Levels in these directories (offsets in the file). background, result: as above.
    static std::unique_ptr<const TiledJpeg> openAt(const std::filesystem::path& path,
                                                   const std::vector<std::uint64_t>& directories,
                                                   std::array<std::uint8_t, 3> background = {255, 255, 255});
    ~TiledJpeg();
    TiledJpeg(const TiledJpeg&) = delete;
    TiledJpeg& operator=(const TiledJpeg&) = delete;

    bool canRead(int level) const;
    /// Reads a rectangle that lies wholly on the level into `image`, its top left corner at (toX, toY).
    /// Returns false when it cannot (another compression, a missing or damaged tile); the image may be
    /// half-written then.
    bool read(const RectI& rectLevelPx, int level, Image& image, int toX, int toY) const;

private:
    struct Level;
    static std::unique_ptr<const TiledJpeg> of(const std::filesystem::path& path, std::vector<Level> levels,
                                               std::array<std::uint8_t, 3> background);
    TiledJpeg(int file, std::vector<Level> levels, std::array<std::uint8_t, 3> background);
    bool decode(const Level& level, std::int64_t tile, std::uint8_t* const* rows) const;
    TilePtr wholeTile(int level, std::int64_t column, std::int64_t row) const;

    int m_file;
    std::vector<Level> m_levels;
    std::array<std::uint8_t, 3> m_background;
    mutable TileCache m_partlyUsed; ///< tiles of which a read took a part: its neighbour will want the rest
};

} // namespace transcope::core
