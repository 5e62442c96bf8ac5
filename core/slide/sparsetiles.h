#pragma once

#include "core/base/geometry.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace transcope::core {

/// Which tiles of a TIFF's levels are left out (no bytes): not scanned. OpenSlide 3.4.1 fails on them.
class SparseTiles
{
public:
    /// Empty where no tile of these levels is left out.
    static std::unique_ptr<const SparseTiles> open(const std::filesystem::path& path,
                                                   const std::vector<SizeI>& levels);

    /// Calls `part` for every piece of the rectangle that lies in one tile (for all of it where the level has
    /// all tiles), with whether that tile is left out, until it gives false. Returns whether it never did.
    bool forParts(const RectI& rectLevelPx, int level,
                  const std::function<bool(const RectI& rectLevelPx, bool leftOut)>& part) const;

private:
    struct Level
    {
        std::int64_t tileWidth = 0, tileHeight = 0, columns = 0;
        std::vector<bool> leftOut; ///< per tile; empty where none is
    };
    explicit SparseTiles(std::vector<Level> levels) : m_levels(std::move(levels)) {}

    std::vector<Level> m_levels;
};

} // namespace transcope::core
