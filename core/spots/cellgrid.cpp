#include "core/spots/cellgrid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace {

constexpr double MostCells = 1 << 26;

bool isFinite(PointD point)
{
    return std::isfinite(point.x) && std::isfinite(point.y);
}

/// Of cells between two centres along one axis.
double cellsBetween(double low, double high, double side)
{
    return std::round((high - low) / side) + 1;
}

} // namespace

std::optional<CellGrid> CellGrid::of(const SpotTable& spots)
{
    if (spots.shape != SpotShape::Cell || !(spots.diameterLevel0Px > 0))
        return std::nullopt;
    constexpr double Far = std::numeric_limits<double>::infinity();
    PointD low{Far, Far}, high{-Far, -Far};
    for (const Spot& spot : spots.spots) {
        const PointD centre = spot.centreLevel0Px;
        if (!isFinite(centre))
            continue;
        low = {std::min(low.x, centre.x), std::min(low.y, centre.y)};
        high = {std::max(high.x, centre.x), std::max(high.y, centre.y)};
    }
    CellGrid grid;
    grid.m_side = spots.diameterLevel0Px;
    const double columns = cellsBetween(low.x, high.x, grid.m_side),
                 rows = cellsBetween(low.y, high.y, grid.m_side);
    if (!(columns * rows >= 1 && columns * rows <= MostCells))
        return std::nullopt;
    grid.m_columns = static_cast<int>(columns);
    grid.m_rows = static_cast<int>(rows);
    grid.m_corner = {low.x - grid.m_side / 2, low.y - grid.m_side / 2};
    grid.m_spots.assign(static_cast<std::size_t>(columns * rows), None);
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const PointD centre = spots.spots[i].centreLevel0Px;
        if (!isFinite(centre))
            continue;
        const auto column = std::llround((centre.x - low.x) / grid.m_side),
                   row = std::llround((centre.y - low.y) / grid.m_side);
        grid.m_spots[static_cast<std::size_t>(row * grid.m_columns + column)] = static_cast<int>(i);
    }
    return grid;
}

int CellGrid::at(PointD level0Px) const
{
    if (!isFinite(level0Px))
        return None;
    const double column = std::floor((level0Px.x - m_corner.x) / m_side),
                 row = std::floor((level0Px.y - m_corner.y) / m_side);
    if (!(std::abs(column) < MostCells && std::abs(row) < MostCells))
        return None;
    return at(static_cast<std::int64_t>(column), static_cast<std::int64_t>(row));
}

} // namespace transcope::core
