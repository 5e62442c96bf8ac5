#include "core/surface/smoothsurface.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace {

constexpr double CellsPerPitch = 8;

struct Bounds
{
    PointD low, high;
};

Bounds boundsOf(const SpotTable& points)
{
    constexpr double Far = std::numeric_limits<double>::max();
    Bounds bounds{{Far, Far}, {-Far, -Far}};
    for (const auto& point : points.spots) {
        const PointD at = point.centreLevel0Px;
        bounds.low = {std::min(bounds.low.x, at.x), std::min(bounds.low.y, at.y)};
        bounds.high = {std::max(bounds.high.x, at.x), std::max(bounds.high.y, at.y)};
    }
    return bounds;
}

/// Twice the area of a triangle, negative where it turns the other way.
double turn(PointD a, PointD b, PointD c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

} // namespace

SmoothSurface::SmoothSurface(const SpotGround& ground)
{
    const auto& points = ground.points();
    if (ground.triangles().empty())
        return;
    const auto [low, high] = boundsOf(points);
    const double width = high.x - low.x, height = high.y - low.y;
    m_side = std::max(points.pitchLevel0Px.value_or(points.diameterLevel0Px) / CellsPerPitch,
                      std::sqrt(width * height / MostCells));
    m_corner = low;
    m_columns = static_cast<std::int64_t>(width / m_side) + 1;
    m_rows = static_cast<std::int64_t>(height / m_side) + 1;
    auto cells = std::make_shared<SpotTable>();
    cells->shape = SpotShape::Cell;
    cells->lattice = Lattice::Square;
    cells->diameterLevel0Px = cells->pitchLevel0Px.emplace(m_side);
    std::vector<bool> isTaken(static_cast<std::size_t>(m_columns * m_rows));
    for (const auto& triangle : ground.triangles())
        addCellsOf(triangle, points, *cells, isTaken);
    m_cells = std::move(cells);
}

void SmoothSurface::addCellsOf(const std::array<int, 3>& triangle, const SpotTable& points, SpotTable& cells,
                               std::vector<bool>& isTaken)
{
    const auto at = [&](int corner) {
        return points.spots[static_cast<std::size_t>(triangle[static_cast<std::size_t>(corner)])]
            .centreLevel0Px;
    };
    const PointD a = at(0), b = at(1), c = at(2);
    const double area = turn(a, b, c);
    if (area == 0)
        return;
    const auto cellOf = [this](double position, double origin) {
        return static_cast<std::int64_t>(std::floor((position - origin) / m_side));
    };
    const auto [left, right] = std::minmax({a.x, b.x, c.x});
    const auto [top, bottom] = std::minmax({a.y, b.y, c.y});
    for (auto row = cellOf(top, m_corner.y); row <= std::min(cellOf(bottom, m_corner.y), m_rows - 1); ++row)
        for (auto column = cellOf(left, m_corner.x);
             column <= std::min(cellOf(right, m_corner.x), m_columns - 1); ++column) {
            const PointD middle{m_corner.x + (static_cast<double>(column) + 0.5) * m_side,
                                m_corner.y + (static_cast<double>(row) + 0.5) * m_side};
            const double ofA = turn(middle, b, c) / area, ofB = turn(a, middle, c) / area;
            const auto cell = static_cast<std::size_t>(row * m_columns + column);
            if (ofA < 0 || ofB < 0 || ofA + ofB > 1 || isTaken[cell])
                continue; // neighbours share their border's cells
            isTaken[cell] = true;
            cells.spots.push_back({{}, middle});
            m_corners.push_back(
                {triangle,
                 {static_cast<float>(ofA), static_cast<float>(ofB), static_cast<float>(1 - ofA - ofB)}});
        }
}

std::vector<float> SmoothSurface::values(std::span<const float> heights) const
{
    std::vector<float> values(m_corners.size());
    std::ranges::transform(m_corners, values.begin(), [&](const Corners& corners) {
        float value = 0;
        for (std::size_t c = 0; c < corners.points.size(); ++c)
            value += corners.shares[c] * heights[static_cast<std::size_t>(corners.points[c])];
        return value;
    });
    return values;
}

} // namespace transcope::core
