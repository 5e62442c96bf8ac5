#pragma once

#include "core/base/geometry.h"

namespace transcope::core {

/// A level serves a wanted downsample if its own is at most so many times as large: real pyramids
/// have 4.0003.
inline constexpr double LevelTolerance = 1.01;

/// How a level is cut into tiles, from its top left corner; those at the right and bottom edge are smaller.
struct TileGrid
{
    SizeI sizePx; ///< of the level, in its px
    SizeI tilePx;

    std::int64_t columns() const { return (sizePx.width + tilePx.width - 1) / tilePx.width; }
    std::int64_t rows() const { return (sizePx.height + tilePx.height - 1) / tilePx.height; }
    /// A tile of the grid, in px of the level.
    RectI rectPx(std::int64_t column, std::int64_t row) const;
};

/// The size of our own tiles of a level, about wantedPx: whole tiles of the file, so that none is decoded for
/// two of ours, and even, so that halving never mixes two; wantedPx where the file's are tiny, huge or odd.
SizeI tileSizeNear(SizeI fileTilePx, std::int64_t wantedPx);

} // namespace transcope::core
