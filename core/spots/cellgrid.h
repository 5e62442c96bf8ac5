#pragma once

#include "core/spots/spottable.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace transcope::core {

/// Which spot's cell lies where, of a table whose spots are cells: for hit tests and for drawing a dense
/// layer px by px, so that cells neither overlap nor leave gaps. Immutable.
class CellGrid
{
public:
    static constexpr int None = -1;

    /// Absent where the spots are no cells, none has a place, or their rectangle would hold more than 2^26
    /// cells, most of them empty. Of spots in the same cell the last is there.
    static std::optional<CellGrid> of(const SpotTable& spots);

    int columns() const { return m_columns; }
    int rows() const { return m_rows; }
    double sideLevel0Px() const { return m_side; }
    /// Of the upper left cell.
    PointD cornerLevel0Px() const { return m_corner; }
    /// Spot of a cell; None where there is none or beyond the grid.
    int at(std::int64_t column, std::int64_t row) const
    {
        return column >= 0 && row >= 0 && column < m_columns && row < m_rows
                   ? m_spots[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) +
                             static_cast<std::size_t>(column)]
                   : None;
    }
    /// Spot of the cell that holds a position.
    int at(PointD level0Px) const;
    /// Per cell, row by row.
    const std::vector<int>& spots() const { return m_spots; }

private:
    CellGrid() = default;

    int m_columns = 0, m_rows = 0;
    double m_side = 0;
    PointD m_corner;
    std::vector<int> m_spots;
};

} // namespace transcope::core
