#include "ui/workspace/linkicon.h"

#include "core/colour/colourmap.h"

#include <QPainter>
#include <QPainterPath>
#include <functional>

namespace transcope::ui {

namespace {

using Draw = std::function<void(QPainter&)>;

QPixmap drawn(QSize size, double dpr, const QColor& colour, const Draw& draw)
{
    QPixmap pixmap(size * dpr);
    pixmap.setDevicePixelRatio(dpr);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    draw(painter);
    return pixmap;
}

/// Four arrows from a middle.
void drawPlace(QPainter& painter)
{
    for (int quarter = 0; quarter < 4; ++quarter) {
        painter.save();
        painter.translate(8, 8);
        painter.rotate(90 * quarter);
        painter.drawLine(QPointF(0, 0), QPointF(6, 0));
        painter.drawPolyline(QPolygonF({{4, -2}, {6, 0}, {4, 2}}));
        painter.restore();
    }
}

/// Three quarters of a circle with an arrow at its end.
void drawRotation(QPainter& painter)
{
    painter.drawArc(QRectF(3, 3, 10, 10), 40 * 16, 270 * 16);
    painter.drawPolyline(QPolygonF({{8.6, 4.2}, {11.9, 4.7}, {12.6, 1.4}}));
}

/// Two strands that cross, with rungs.
void drawGene(QPainter& painter)
{
    for (const double side : {-1.0, 1.0}) {
        QPainterPath strand(QPointF(8 + 4 * side, 1.5));
        strand.cubicTo(8 + 4 * side, 6, 8 - 4 * side, 6, 8 - 4 * side, 8);
        strand.cubicTo(8 - 4 * side, 10, 8 + 4 * side, 10, 8 + 4 * side, 14.5);
        painter.drawPath(strand);
    }
    for (const double y : {3.0, 8.0, 13.0})
        painter.drawLine(QPointF(5.2, y), QPointF(10.8, y));
}

/// A small colour bar.
void drawRange(QPainter& painter)
{
    const QRectF bar(2, 5, 12, 6);
    const auto& table = core::colours(core::ColourMap::Viridis);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int stop = 0; stop <= 4; ++stop) {
        const auto& [red, green, blue] = table[static_cast<std::size_t>(stop * 255 / 4)];
        gradient.setColorAt(stop / 4.0, QColor(red, green, blue));
    }
    painter.setBrush(gradient);
    painter.drawRect(bar);
    painter.setBrush(Qt::NoBrush);
}

void drawLock(QPainter& painter, bool closed)
{
    const QRectF body(18.5, 8, 6.5, 5.5);
    painter.setBrush(closed ? painter.pen().color() : QColor(Qt::transparent));
    painter.drawRoundedRect(body, 1, 1);
    painter.setBrush(Qt::NoBrush);
    QPainterPath shackle(QPointF(20, 8));
    shackle.lineTo(20, 6.2);
    shackle.arcTo(QRectF(20, 3.8, 3.6, 4.4), 180, closed ? -180 : -130);
    if (closed)
        shackle.lineTo(23.6, 8);
    painter.drawPath(shackle);
}

Draw signOf(ViewLink link)
{
    switch (link) {
    case ViewLink::Place:
        return drawPlace;
    case ViewLink::Rotation:
        return drawRotation;
    case ViewLink::Gene:
        return drawGene;
    case ViewLink::Range:
        break;
    }
    return drawRange;
}

} // namespace

QIcon linkIcon(ViewLink link, const QPalette& palette, double dpr)
{
    QIcon icon;
    for (const bool on : {true, false}) {
        QColor colour = palette.color(QPalette::ButtonText);
        colour.setAlpha(on ? 255 : 130);
        const auto pixmap = drawn(LinkIconSize, dpr, colour, [&](QPainter& painter) {
            signOf(link)(painter);
            drawLock(painter, on);
        });
        icon.addPixmap(pixmap, QIcon::Normal, on ? QIcon::On : QIcon::Off);
    }
    return icon;
}

QIcon fullIcon(const QPalette& palette, double dpr)
{
    return drawn({16, 16}, dpr, palette.color(QPalette::ButtonText), [](QPainter& painter) {
        painter.drawRect(QRectF(2.5, 3.5, 11, 9));
        painter.drawPolyline(QPolygonF({{8.5, 5.5}, {11.5, 5.5}, {11.5, 8}}));
        painter.drawPolyline(QPolygonF({{7.5, 10.5}, {4.5, 10.5}, {4.5, 8}}));
    });
}

QIcon closeIcon(const QPalette& palette, double dpr)
{
    return drawn({16, 16}, dpr, palette.color(QPalette::ButtonText), [](QPainter& painter) {
        painter.drawLine(QPointF(4.5, 4.5), QPointF(11.5, 11.5));
        painter.drawLine(QPointF(11.5, 4.5), QPointF(4.5, 11.5));
    });
}

} // namespace transcope::ui
