#include "ui/slideview/minimap.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr double LongestEdge = 170, SmallestView = 320;
constexpr double Frame = 3;

} // namespace

void Minimap::setSlide(QSizeF slideLevel0Px, const QImage& overview)
{
    m_slide = slideLevel0Px;
    if (overview.cacheKey() == m_overview.cacheKey())
        return;
    m_overview = overview;
    m_scaled = {};
}

void Minimap::place(QSizeF view)
{
    m_rect = {};
    if (m_slide.isEmpty() || std::min(view.width(), view.height()) < SmallestView)
        return;
    const double edge = std::min(LongestEdge, 0.3 * std::min(view.width(), view.height()));
    QSizeF size = m_slide.scaled(edge, edge, Qt::KeepAspectRatio);
    size = {std::max(24.0, std::round(size.width())), std::max(24.0, std::round(size.height()))};
    m_rect = QRectF(view.width() - FurnitureMargin - size.width() - 2 * Frame, FurnitureMargin,
                    size.width() + 2 * Frame, size.height() + 2 * Frame);
}

QPointF Minimap::level0At(QPointF screenPx) const
{
    const QRectF map = m_rect.adjusted(Frame, Frame, -Frame, -Frame);
    return {std::clamp((screenPx.x() - map.left()) / map.width(), 0.0, 1.0) * m_slide.width(),
            std::clamp((screenPx.y() - map.top()) / map.height(), 0.0, 1.0) * m_slide.height()};
}

const QImage& Minimap::scaledOverview(QSize physicalPx)
{
    if (m_scaled.size() != physicalPx && !m_overview.isNull())
        m_scaled = m_overview.scaled(physicalPx, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return m_scaled;
}

FurniturePicture Minimap::picture(const Viewport& viewport, const FurnitureStyle& style)
{
    const double dpr = viewport.devicePixelRatio();
    return makePicture(m_rect.topLeft(), m_rect.size(), dpr, [&](QPainter& painter) {
        drawPanel(painter, m_rect.size(), style);
        const QRectF map = QRectF(QPointF(0, 0), m_rect.size()).adjusted(Frame, Frame, -Frame, -Frame);
        const QImage& overview = scaledOverview((map.size() * dpr).toSize());
        if (!overview.isNull())
            painter.drawImage(map, overview);
        const QTransform toMap =
            QTransform::fromScale(map.width() / m_slide.width(), map.height() / m_slide.height()) *
            QTransform::fromTranslate(map.left(), map.top());
        QPainterPath outline;
        outline.addPolygon(toMap.map(viewport.outlineLevel0Px()));
        outline.closeSubpath();
        if (outline.contains(map))
            return; // the whole slide is in view
        painter.setClipRect(map);
        // A view of a few px would be a dot on the map: a small circle stands for it.
        const QRectF box = outline.boundingRect();
        if (std::max(box.width(), box.height()) < 6) {
            outline = {};
            outline.addEllipse(box.center(), 3.5, 3.5);
        }
        QPainterPath outside;
        outside.addRect(map);
        painter.fillPath(outside - outline, QColor(20, 24, 28, 46));
        painter.strokePath(outline, QPen(Qt::white, 3));
        painter.strokePath(outline, QPen(style.accent, 1.6));
    });
}

} // namespace transcope::ui
