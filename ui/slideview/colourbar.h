#pragma once

#include "ui/slideview/furniturestyle.h"
#include "ui/slideview/spotlayer.h"

#include <QString>

namespace transcope::ui {

/// The colour bar on the slide: label, histogram of the values, the map over the values' extent with a handle
/// at each end of the range, ticks. Dragging a handle changes that end, dragging between them moves the
/// range.
class ColourBar
{
public:
    enum class Part { None, Panel, Low, High, Range };

    void setLabel(const QString& label) { m_label = label; }
    const QString& label() const { return m_label; }
    /// Called when the values or the scale have changed. The extent stays while a handle is dragged.
    void updateExtent(const SpotLayer& layer);

    /// Size in screen px for a view of this size. In a low view, whose tissue it would hide, it has no
    /// histogram. A label that is wider than the bar has two lines.
    QSizeF size(QSizeF viewScreenPx, const FurnitureStyle& style);
    void place(QPointF topLeft, QSizeF size, const FurnitureStyle& style);
    void hide() { m_rect = {}; }
    const QRectF& rect() const { return m_rect; }

    Part partAt(QPointF screenPx) const;
    void setHovered(Part part) { m_hovered = part; }
    Part hovered() const { return m_hovered; }

    void beginDrag(Part part, QPointF screenPx, const core::ColourScale& scale);
    bool isDragging() const { return m_dragged != Part::None; }
    /// The range after dragging to this position; low < high always.
    core::ValueRange dragTo(QPointF screenPx) const;
    void endDrag() { m_dragged = Part::None; }

    FurniturePicture picture(const SpotLayer& layer, double devicePixelRatio,
                             const FurnitureStyle& style) const;
    /// Changes whenever picture() would.
    QString stateKey(const SpotLayer& layer) const;

private:
    double xOf(double value) const; ///< in screen px of the view
    void drawHistogram(QPainter& painter, const FurnitureStyle& style) const;
    void drawBar(QPainter& painter, const core::ColourScale& scale, const FurnitureStyle& style) const;
    void drawTicks(QPainter& painter, const FurnitureStyle& style) const;
    void drawHandle(QPainter& painter, double value, bool lit, const FurnitureStyle& style) const;
    void drawLabel(QPainter& painter, const core::ColourScale& scale, const FurnitureStyle& style) const;

    void drawMissing(QPainter& painter, const QRectF& line, double labelWidth,
                     const FurnitureStyle& style) const;

    void layAxis(const SpotLayer& layer);

    QString m_label;
    QRectF m_rect; ///< empty while hidden
    QRectF m_bar;
    double m_tickHeight = 0;
    double m_histogramHeight = 0;
    int m_labelLines = 1;
    core::ColourScale m_axis;       ///< the values' extent along the bar
    std::vector<float> m_histogram; ///< 0..1 per bin over the extent
    bool m_hasMissing = false;
    Part m_hovered = Part::None;
    Part m_dragged = Part::None;
    QPointF m_dragStart;
    core::ColourScale m_scale;
    core::ColourScale m_dragScale; ///< when the drag began
};

} // namespace transcope::ui
