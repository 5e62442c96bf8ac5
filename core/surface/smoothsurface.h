#pragma once

#include "core/surface/spotground.h"

#include <array>
#include <memory>
#include <span>
#include <vector>

namespace transcope::core {

/// A surface over spots as small squares: those whose middles lie in a triangle of neighbouring points, each
/// with what it takes of the triangle's corners. Linear between points, and nowhere else. Immutable.
class SmoothSurface
{
public:
    static constexpr int MostCells = 250'000; ///< about, of the rectangle around the spots

    SmoothSurface() = default;
    /// Any thread; some ms for each 100,000 squares.
    explicit SmoothSurface(const SpotGround& ground);

    /// A table of cells without ids; empty where no points are neighbours.
    const std::shared_ptr<const SpotTable>& cells() const { return m_cells; }
    /// heights: one per point of the ground. One per cell; NaN where a corner's is.
    std::vector<float> values(std::span<const float> heights) const;

private:
    struct Corners
    {
        std::array<int, 3> points;
        std::array<float, 3> shares; ///< 1 in all
    };
    void addCellsOf(const std::array<int, 3>& triangle, const SpotTable& points, SpotTable& cells,
                    std::vector<bool>& isTaken);

    PointD m_corner; ///< of the grid, level-0 px
    double m_side = 0;
    std::int64_t m_columns = 0, m_rows = 0;
    std::shared_ptr<const SpotTable> m_cells = std::make_shared<const SpotTable>();
    std::vector<Corners> m_corners; ///< per cell
};

} // namespace transcope::core
