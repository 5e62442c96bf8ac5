#include "ui/slideview/furniturestyle.h"

#include <cmath>

namespace transcope::ui {

FurnitureStyle FurnitureStyle::of(const QPalette& palette, const QFont& font)
{
    const bool dark = palette.color(QPalette::Window).lightness() < 128;
    FurnitureStyle style;
    style.panel = dark ? QColor(34, 37, 42, 228) : QColor(255, 255, 255, 230);
    style.border = dark ? QColor(255, 255, 255, 36) : QColor(20, 30, 40, 46);
    style.text = dark ? QColor(238, 240, 243) : QColor(28, 34, 40);
    style.faintText = dark ? QColor(170, 176, 184) : QColor(96, 106, 116);
    style.accent = QColor(226, 84, 32);
    style.background = dark ? QColor(43, 46, 51) : QColor(233, 236, 239);
    style.font = font;
    style.boldFont = font;
    style.boldFont.setWeight(QFont::DemiBold);
    return style;
}

QPointF onPhysicalPx(QPointF position, double dpr)
{
    return {std::round(position.x() * dpr) / dpr, std::round(position.y() * dpr) / dpr};
}

FurniturePicture makePicture(QPointF topLeft, QSizeF size, double dpr,
                             const std::function<void(QPainter&)>& draw)
{
    const QSize physical(int(std::ceil(size.width() * dpr)), int(std::ceil(size.height() * dpr)));
    FurniturePicture picture{QImage(physical, QImage::Format_ARGB32_Premultiplied),
                             onPhysicalPx(topLeft, dpr)};
    picture.image.setDevicePixelRatio(dpr);
    picture.image.fill(Qt::transparent);
    QPainter painter(&picture.image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    draw(painter);
    return picture;
}

void drawPanel(QPainter& painter, QSizeF size, const FurnitureStyle& style)
{
    painter.setPen(QPen(style.border, 1));
    painter.setBrush(style.panel);
    painter.drawRoundedRect(QRectF(QPointF(0, 0), size).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setBrush(Qt::NoBrush);
}

} // namespace transcope::ui
