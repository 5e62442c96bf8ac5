#pragma once

#include "core/predict/sectionpredictor.h"

namespace transcope::model {

/// Where HIPT looks at a section: superpixels of 16 px at the network's scale, and the tiles of 256 px that
/// cover them in 16 grids, shifted against each other by steps of 64 px. A px here is one at that scale,
/// "image px", counted from the slide's corner; the grid begins at a multiple of 16.
class SuperpixelGrid
{
public:
    static constexpr int SuperpixelPx = 16, TilePx = 256, StridePx = 64;
    static constexpr int ShiftsPerAxis = TilePx / StridePx, Shifts = ShiftsPerAxis * ShiftsPerAxis;

    struct Tile
    {
        int shift = 0;           ///< 0 … Shifts − 1
        int row = 0, column = 0; ///< in that shift's grid
    };

    /// A grid over all spots and what their smoothed features need around them, within the slide.
    /// downsample: level-0 px per image px.
    SuperpixelGrid(const core::SectionView& section, double downsample);

    int rows() const { return m_rows; } ///< superpixels
    int columns() const { return m_columns; }
    /// Tiles of one shift's grid.
    core::SizeI tilesOf(int shift) const;
    /// The tiles of all shifts as squares to be cut, in the order of tile().
    const core::SpotTable& squares() const { return m_squares; }
    const Tile& tile(int square) const { return m_tiles[static_cast<std::size_t>(square)]; }
    /// The superpixel row and column of a tile's upper left corner; may be negative.
    std::pair<int, int> cornerOf(const Tile& tile) const;
    /// The part of a square that lies on the slide, in px of the square.
    core::RectI onSlide(int square) const;
    /// Superpixels (row · columns() + column) whose centres lie in a spot; at least the nearest one.
    std::vector<std::int64_t> inSpot(const core::SpotTable& spots, std::size_t spot) const;

private:
    core::PointD cornerPx(const Tile& tile) const;

    double m_downsample;
    core::SizeI m_slidePx;              ///< image px
    std::int64_t m_left = 0, m_top = 0; ///< of the grid, image px
    int m_rows = 0, m_columns = 0;
    core::SpotTable m_squares;
    std::vector<Tile> m_tiles;
};

} // namespace transcope::model
