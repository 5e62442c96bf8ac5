#pragma once

#include "ui/slideview/scene.h"

namespace transcope::ui {

/// Paints a layer whose spots are cells on the CPU: each px looks up the cell that its centre lies in, so
/// that cells fill their grid without gaps or overlaps at any scale and angle.
class CellPainter
{
public:
    /// cells: of a layer that is drawn; nullptr for nothing. Columns of physical px, the second one excluded.
    /// UI thread, before paintRows().
    void prepare(const SpotLayer* cells, const Viewport& viewport, int beginPx, int endPx);
    /// Several threads may paint areas that do not overlap.
    void paintRows(QImage& target, const QRect& area) const;

private:
    const SpotLayer* m_cells = nullptr;
    CellView m_view;
    int m_begin = 0, m_end = 0; ///< columns of px
    quint32 m_weight = 0;       ///< of 256
};

} // namespace transcope::ui
