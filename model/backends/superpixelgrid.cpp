#include "model/backends/superpixelgrid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::model {

namespace {

/// Image px around the spots that their features depend on: a tile, and half a smoothing window.
constexpr double MarginPx = 256;

std::int64_t onGrid(double px, bool up)
{
    const double superpixels = px / SuperpixelGrid::SuperpixelPx;
    return static_cast<std::int64_t>(up ? std::ceil(superpixels) : std::floor(superpixels)) *
           SuperpixelGrid::SuperpixelPx;
}

/// Of neighbouring cells one alone holds a superpixel that lies on their edge.
bool isInCell(double offset, double half)
{
    constexpr double Rounding = 1e-9;
    return offset >= -half - Rounding && offset < half - Rounding;
}

} // namespace

SuperpixelGrid::SuperpixelGrid(const core::SectionView& section, double downsample)
    : m_downsample(downsample), m_slidePx{static_cast<std::int64_t>(
                                              static_cast<double>(section.slideLevel0Px.width) / downsample),
                                          static_cast<std::int64_t>(
                                              static_cast<double>(section.slideLevel0Px.height) / downsample)}
{
    core::PointD low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    core::PointD high{0, 0};
    for (const core::Spot& spot : section.spots.spots) {
        low = {std::min(low.x, spot.centreLevel0Px.x), std::min(low.y, spot.centreLevel0Px.y)};
        high = {std::max(high.x, spot.centreLevel0Px.x), std::max(high.y, spot.centreLevel0Px.y)};
    }
    const double around = section.spots.diameterLevel0Px / 2 / downsample + MarginPx;
    const auto from = [&](double level0Px) {
        return std::max<std::int64_t>(0, onGrid(level0Px / downsample - around, false));
    };
    const auto superpixels = [&](double level0Px, std::int64_t begin, std::int64_t slidePx) {
        const auto end = std::min(onGrid(level0Px / downsample + around, true),
                                  onGrid(static_cast<double>(slidePx), true));
        return static_cast<int>(std::max<std::int64_t>(SuperpixelPx, end - begin) / SuperpixelPx);
    };
    m_left = from(low.x);
    m_top = from(low.y);
    m_columns = superpixels(high.x, m_left, m_slidePx.width);
    m_rows = superpixels(high.y, m_top, m_slidePx.height);
    for (int shift = 0; shift < Shifts; ++shift) {
        const core::SizeI tiles = tilesOf(shift);
        for (int row = 0; row < tiles.height; ++row)
            for (int column = 0; column < tiles.width; ++column) {
                m_tiles.push_back({shift, row, column});
                const core::PointD corner = cornerPx(m_tiles.back());
                m_squares.spots.push_back(
                    {std::to_string(m_tiles.size()),
                     {(corner.x + TilePx / 2.0) * downsample, (corner.y + TilePx / 2.0) * downsample},
                     row,
                     column});
            }
    }
    m_squares.diameterLevel0Px = TilePx * downsample;
}

core::SizeI SuperpixelGrid::tilesOf(int shift) const
{
    const auto tiles = [](int superpixels, int shiftPx) {
        return (superpixels * SuperpixelPx + shiftPx + TilePx - 1) / TilePx;
    };
    return {tiles(m_columns, shift % ShiftsPerAxis * StridePx),
            tiles(m_rows, shift / ShiftsPerAxis * StridePx)};
}

std::pair<int, int> SuperpixelGrid::cornerOf(const Tile& tile) const
{
    constexpr int PerTile = TilePx / SuperpixelPx, PerStride = StridePx / SuperpixelPx;
    return {tile.row * PerTile - tile.shift / ShiftsPerAxis * PerStride,
            tile.column * PerTile - tile.shift % ShiftsPerAxis * PerStride};
}

core::PointD SuperpixelGrid::cornerPx(const Tile& tile) const
{
    const auto [row, column] = cornerOf(tile);
    return {static_cast<double>(m_left + column * SuperpixelPx),
            static_cast<double>(m_top + row * SuperpixelPx)};
}

core::RectI SuperpixelGrid::onSlide(int square) const
{
    const core::PointD corner = cornerPx(tile(square));
    const auto part = [](double begin, std::int64_t slidePx) {
        const auto first = std::clamp<std::int64_t>(-std::llround(begin), 0, TilePx);
        const auto end = std::clamp<std::int64_t>(slidePx - std::llround(begin), first, TilePx);
        return std::pair(first, end - first);
    };
    const auto [x, width] = part(corner.x, m_slidePx.width);
    const auto [y, height] = part(corner.y, m_slidePx.height);
    return {x, y, width, height};
}

std::vector<std::int64_t> SuperpixelGrid::inSpot(const core::SpotTable& spots, std::size_t spot) const
{
    const core::PointD centreLevel0Px = spots.spots[spot].centreLevel0Px;
    const bool isCell = spots.shape == core::SpotShape::Cell;
    // In superpixels: number n has its centre at n + 0.5.
    const auto along = [&](double level0Px, std::int64_t begin) {
        return (level0Px / m_downsample - static_cast<double>(begin)) / SuperpixelPx - 0.5;
    };
    const double x = along(centreLevel0Px.x, m_left), y = along(centreLevel0Px.y, m_top);
    const double radius = spots.diameterLevel0Px / 2 / m_downsample / SuperpixelPx;
    const auto within = [](double value, int count) {
        return std::clamp(static_cast<int>(std::lround(value)), 0, count - 1);
    };
    std::vector<std::int64_t> found;
    for (int row = within(std::floor(y - radius), m_rows); row <= within(std::ceil(y + radius), m_rows);
         ++row)
        for (int column = within(std::floor(x - radius), m_columns);
             column <= within(std::ceil(x + radius), m_columns); ++column)
            if (isCell ? isInCell(row - y, radius) && isInCell(column - x, radius)
                       : std::hypot(row - y, column - x) <= radius)
                found.push_back(std::int64_t{row} * m_columns + column);
    if (found.empty())
        found.push_back(std::int64_t{within(y, m_rows)} * m_columns + within(x, m_columns));
    return found;
}

} // namespace transcope::model
