#include "ui/slideview/furniture.h"

#include "core/figure/figure.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

/// What the scale bar needs beside the colour bar; with less, it stands above it.
constexpr double ScaleBarRoom = 190;
constexpr double LongestScaleBar = 150;

QString translated(const char* text)
{
    return QCoreApplication::translate("SlideView", text);
}

QString styleKey(const Viewport& viewport, const FurnitureStyle& style)
{
    return QStringLiteral("%1|%2|%3|%4|%5|")
        .arg(viewport.sizeScreenPx().width())
        .arg(viewport.sizeScreenPx().height())
        .arg(viewport.devicePixelRatio())
        .arg(style.panel.rgba())
        .arg(style.font.key());
}

} // namespace

std::vector<FurniturePicture> Furniture::pictures(const Viewport& viewport, bool hasSlide,
                                                  const SpotLayer& spots, const FurnitureStyle& style)
{
    std::vector<FurniturePicture> pictures;
    const QString common = styleKey(viewport, style);
    const double dpr = viewport.devicePixelRatio();
    layOut(viewport, spots, style);
    if (!hasSlide) {
        if (message.isEmpty())
            add(pictures, "empty", common + QString::number(dropHighlighted),
                [&] { return emptyPicture(viewport, style); });
    } else {
        if (scaleBarVisible)
            add(pictures, "scalebar",
                common + QStringLiteral("%1|%2|%3")
                             .arg(viewport.scale())
                             .arg(umPerPx.value_or(0))
                             .arg(m_scaleBarBottom),
                [&] { return scaleBarPicture(viewport, style); });
        if (!colourBar.rect().isEmpty())
            add(pictures, "colourbar", common + colourBar.stateKey(spots),
                [&] { return colourBar.picture(spots, dpr, style); });
        if (!minimap.rect().isEmpty())
            pictures.push_back(minimap.picture(viewport, style));
    }
    if (!title.isEmpty())
        add(pictures, "title", common + title, [&] { return titlePicture(viewport, style); });
    if (!message.isEmpty())
        add(pictures, "message", common + message, [&] { return messagePicture(viewport, style); });
    return pictures;
}

void Furniture::add(std::vector<FurniturePicture>& pictures, const char* piece, const QString& key,
                    const Draw& draw)
{
    Cached& cached = m_cache[piece];
    if (cached.key != key)
        cached = {key, draw()};
    pictures.push_back(cached.picture);
}

void Furniture::layOut(const Viewport& viewport, const SpotLayer& spots, const FurnitureStyle& style)
{
    const QSizeF view = viewport.sizeScreenPx();
    minimap.hide();
    if (minimapVisible && minimapNeeded)
        minimap.place(view);
    m_scaleBarBottom = view.height() - FurnitureMargin;
    const QSizeF bar = colourBar.size(view.width(), style);
    colourBar.hide();
    const bool fits = view.width() > 200 && view.height() > 200;
    if (!spots.isDrawn() || !spots.hasValues() || !fits)
        return;
    const QPointF corner(view.width() - FurnitureMargin - bar.width(),
                         view.height() - FurnitureMargin - bar.height());
    colourBar.place(onPhysicalPx(corner, viewport.devicePixelRatio()), bar, style);
    if (corner.x() < ScaleBarRoom)
        m_scaleBarBottom = corner.y() - 6;
}

FurniturePicture Furniture::titlePicture(const Viewport& viewport, const FurnitureStyle& style) const
{
    const QFontMetricsF metrics(style.boldFont);
    const double right = minimap.rect().isEmpty() ? viewport.sizeScreenPx().width() : minimap.rect().left();
    const double room = std::max(60.0, right - 2 * FurnitureMargin - 2 * PanelPadding);
    const QString text = metrics.elidedText(title, Qt::ElideRight, room);
    const QSizeF size(std::ceil(metrics.horizontalAdvance(text)) + 2 * PanelPadding + 1,
                      std::ceil(metrics.height()) + PanelPadding);
    return makePicture({FurnitureMargin, FurnitureMargin}, size, viewport.devicePixelRatio(),
                       [&](QPainter& painter) {
                           drawPanel(painter, size, style);
                           painter.setFont(style.boldFont);
                           painter.setPen(style.text);
                           painter.drawText(QRectF({0, 0}, size), Qt::AlignCenter, text);
                       });
}

FurniturePicture Furniture::scaleBarPicture(const Viewport& viewport, const FurnitureStyle& style) const
{
    const double longest = std::min(LongestScaleBar, 0.3 * viewport.sizeScreenPx().width());
    const core::ScaleBar bar = core::scaleBarFor(longest / viewport.scale(), umPerPx);
    const double length = bar.lengthLevel0Px * viewport.scale();
    QString label = QString::fromStdString(bar.label);
    if (!umPerPx)
        label += QLatin1Char(' ') + translated("(scale unknown)");
    const QFontMetricsF metrics(style.font);
    const double line = std::ceil(metrics.height());
    const QSizeF size(std::ceil(std::max(length, metrics.horizontalAdvance(label))) + 2 * PanelPadding + 1,
                      line + 9 + PanelPadding);
    const QPointF corner(FurnitureMargin, m_scaleBarBottom - size.height());
    return makePicture(corner, size, viewport.devicePixelRatio(), [&](QPainter& painter) {
        drawPanel(painter, size, style);
        painter.setFont(style.font);
        painter.setPen(style.text);
        painter.drawText(QRectF(0, PanelPadding / 2, size.width(), line), Qt::AlignCenter, label);
        const double left = (size.width() - length) / 2, y = size.height() - PanelPadding / 2 - 4;
        painter.fillRect(QRectF(left, y - 1.5, length, 3), style.text);
        painter.fillRect(QRectF(left, y - 4, 1.5, 8), style.text);
        painter.fillRect(QRectF(left + length - 1.5, y - 4, 1.5, 8), style.text);
    });
}

FurniturePicture Furniture::messagePicture(const Viewport& viewport, const FurnitureStyle& style) const
{
    const QSizeF view = viewport.sizeScreenPx();
    const QFontMetricsF metrics(style.font);
    const double room = std::max(80.0, std::min(460.0, 0.8 * view.width()) - 4 * PanelPadding);
    const QRectF text =
        metrics.boundingRect(QRectF(0, 0, room, 4000), Qt::AlignHCenter | Qt::TextWordWrap, message);
    const QSizeF size(std::ceil(text.width()) + 4 * PanelPadding + 1,
                      std::ceil(text.height()) + 3 * PanelPadding);
    const QPointF corner((view.width() - size.width()) / 2, (view.height() - size.height()) / 2);
    return makePicture(corner, size, viewport.devicePixelRatio(), [&](QPainter& painter) {
        drawPanel(painter, size, style);
        painter.setFont(style.font);
        painter.setPen(style.text);
        painter.drawText(
            QRectF(2 * PanelPadding, 1.5 * PanelPadding, size.width() - 4 * PanelPadding, text.height()),
            Qt::AlignHCenter | Qt::TextWordWrap, message);
    });
}

/// A dashed frame with a slide in it, and what to do.
FurniturePicture Furniture::emptyPicture(const Viewport& viewport, const FurnitureStyle& style) const
{
    const QSizeF view = viewport.sizeScreenPx();
    const QString text = translated("Open a slide, or drop one here");
    const QFontMetricsF metrics(style.boldFont);
    const QSizeF size(std::max(220.0, std::ceil(metrics.horizontalAdvance(text)) + 48), 150);
    const QPointF corner((view.width() - size.width()) / 2, (view.height() - size.height()) / 2);
    return makePicture(corner, size, viewport.devicePixelRatio(), [&](QPainter& painter) {
        const QColor line = dropHighlighted ? style.accent : style.faintText;
        painter.setPen(QPen(line, dropHighlighted ? 2 : 1.2, Qt::DashLine));
        painter.drawRoundedRect(QRectF({0, 0}, size).adjusted(1, 1, -1, -1), 10, 10);
        const QRectF glass(size.width() / 2 - 38, 34, 76, 30);
        painter.setPen(QPen(line, 1.6));
        painter.drawRoundedRect(glass, 3, 3);
        painter.drawLine(QPointF(glass.left() + 20, glass.top()), QPointF(glass.left() + 20, glass.bottom()));
        painter.setBrush(style.accent);
        painter.setPen(Qt::NoPen);
        painter.setOpacity(0.75);
        painter.drawEllipse(QPointF(glass.left() + 44, glass.center().y() - 1), 9, 7);
        painter.drawEllipse(QPointF(glass.left() + 56, glass.center().y() + 4), 6, 5);
        painter.setOpacity(1);
        painter.setFont(style.boldFont);
        painter.setPen(style.text);
        painter.drawText(QRectF(0, 84, size.width(), 40), Qt::AlignHCenter | Qt::AlignTop, text);
    });
}

} // namespace transcope::ui
