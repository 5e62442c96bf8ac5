#pragma once

#include "ui/slideview/cellpainter.h"
#include "ui/slideview/finespots.h"

namespace transcope::ui {

/// Paints one layer of spots on the CPU: cells, spots that are finer than px, or anti-aliased marks, filled
/// or as outlines, whose coverage falls from 1 to 0 within a px of the edge. Small marks come from a table of
/// stamps, one per sixteenth of a px in x and y, so that many on the screen are no more work than their px.
class SpotPainter
{
public:
    /// Places the spots that are seen between two columns of physical px, the second one excluded. spots:
    /// nullptr for none. UI thread, before paintRows().
    void prepare(const SpotLayer* spots, const Viewport& viewport, int beginPx, int endPx);
    /// The rows of `area`, which is as wide as the picture. Several threads may paint areas that do not
    /// overlap.
    void paintRows(QImage& target, const QRect& area) const;

private:
    struct Mark
    {
        float x, y; ///< physical px
        quint32 colour;
        quint32 weight; ///< of 256
    };

    void paintFine(QImage& target, const QRect& area) const;
    void addMarks(const SpotLayer& spots, const Viewport& viewport);
    void makeStamps();
    void stamp(QImage& target, const QRect& area, const Mark& mark) const;
    void paintMark(QImage& target, const QRect& area, const Mark& mark) const;
    void paintDiscRow(quint32* line, double dy, const Mark& mark) const;
    void paintRow(quint32* line, double dy, const Mark& mark) const;
    /// Of 256, at a distance from the middle as the mark measures it.
    quint32 weightAt(double distance) const;

    /// What all marks look like.
    struct Shape
    {
        MarkView view;
        double opacity = 0;
        bool operator==(const Shape&) const = default;
    };
    CellPainter m_cells;
    FineSpots m_fine;
    bool m_isFine = false;
    int m_begin = 0, m_end = 0; ///< columns of px
    std::vector<Mark> m_marks;  ///< in the order of the spots
    Shape m_shape;
    std::vector<quint16> m_stamps; ///< weights of 256, row by row, by phase in y and x; empty for large marks
    int m_stampReach = 0;          ///< px on each side of a stamp's middle
};

} // namespace transcope::ui
