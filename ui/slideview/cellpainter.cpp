#include "ui/slideview/cellpainter.h"

#include "ui/slideview/pxblend.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {

void CellPainter::prepare(const SpotLayer* cells, const Viewport& viewport, int beginPx, int endPx)
{
    m_cells = beginPx < endPx ? cells : nullptr;
    if (!m_cells)
        return;
    m_view = cellView(*cells, viewport);
    m_begin = beginPx;
    m_end = endPx;
    m_weight = quint32(cells->opacity * 256 + 0.5);
    cells->shownColours(); // made here, and not by all threads
}

void CellPainter::paintRows(QImage& target, const QRect& area) const
{
    if (!m_cells)
        return;
    const core::CellGrid& grid = *m_cells->cells();
    const bool hollow = m_cells->isHollow();
    const auto& colours = m_cells->shownColours();
    const QTransform& t = m_view.pxToCells;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const double fromX = t.m21() * (y + 0.5) + t.dx(), fromY = t.m22() * (y + 0.5) + t.dy();
        quint32* line = lineOf(target, y);
        for (int x = m_begin; x < m_end; ++x) {
            const double column = t.m11() * (x + 0.5) + fromX, row = t.m12() * (x + 0.5) + fromY;
            const double left = std::floor(column), top = std::floor(row);
            const int spot = grid.at(std::int64_t(left), std::int64_t(top));
            if (spot == core::CellGrid::None)
                continue;
            if (hollow && !m_view.isOutline(column - left, row - top))
                continue;
            const auto& [red, green, blue] = hollow ? OutlineColour : colours[std::size_t(spot)];
            const quint32 weight = m_cells->weightOf(std::size_t(spot));
            line[x] = over(line[x], qRgb(red, green, blue), m_weight * (weight + (weight >> 7)) >> 8);
        }
    }
}

} // namespace transcope::ui
