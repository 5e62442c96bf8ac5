#include "ui/slideview/furniture.h"

#include "core/figure/figure.h"
#include "ui/language/phrasetext.h"
#include "ui/slideview/magnification.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr double LongestScaleBar = 150;
/// Of its label: length and magnification, or that the scale is unknown.
constexpr double WidestLabel = 110, WidestLabelOfUnknown = 168;

double longestScaleBar(QSizeF view)
{
    return std::min(LongestScaleBar, 0.3 * view.width());
}

/// What the scale bar needs beside the colour bar; with less, it stands above it.
double scaleBarRoom(QSizeF view, bool isKnown)
{
    return FurnitureMargin + std::max(longestScaleBar(view), isKnown ? WidestLabel : WidestLabelOfUnknown) +
           2 * PanelPadding + 6;
}

double scaleBarHeight(const FurnitureStyle& style)
{
    return std::ceil(QFontMetricsF(style.font).height()) + 9 + PanelPadding;
}

constexpr double DividerWidth = 16;
/// A view is smaller than this only while it is dragged shut: colours are not shown without what they mean.
constexpr QSizeF SmallestWithLegend{180, 120};

QString styleKey(const Viewport& viewport, const FurnitureStyle& style)
{
    return QStringLiteral("%1|%2|%3|%4|%5|%6|")
        .arg(viewport.sizeScreenPx().width())
        .arg(viewport.sizeScreenPx().height())
        .arg(viewport.devicePixelRatio())
        .arg(style.panel.rgba())
        .arg(style.font.key())
        .arg(QCoreApplication::translate("transcope::ui",
                                         "no value")); // changes with the language of all that they say
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
        if (!adjustment.isNone()) {
            const QString text = translated(core::words(adjustment));
            add(pictures, "adjustment", common + QStringLiteral("%1|").arg(m_scaleBarBottom) + text,
                [&] { return adjustmentPicture(text, viewport, style); });
        }
        if (!colourBar.rect().isEmpty())
            add(pictures, "colourbar", common + colourBar.stateKey(spots),
                [&] { return colourBar.picture(spots, dpr, style); });
        if (!legend.rect().isEmpty())
            add(pictures, "legend", common + legend.stateKey(), [&] { return legend.picture(dpr, style); });
        if (!minimap.rect().isEmpty())
            pictures.push_back(minimap.picture(viewport, style));
    }
    addTitles(pictures, viewport, style);
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
    layOutLegend(viewport, spots, style);
    const QRectF taken = colourBar.rect() | legend.rect();
    if (!taken.isEmpty() && taken.left() < scaleBarRoom(view, umPerPx.has_value()))
        m_scaleBarBottom = taken.top() - 6;
}

/// In the lower right corner: the colour bar, or the legend.
void Furniture::layOutLegend(const Viewport& viewport, const SpotLayer& spots, const FurnitureStyle& style)
{
    const QSizeF view = viewport.sizeScreenPx();
    colourBar.hide();
    legend.hide();
    if (!spots.isDrawn() || view.width() < SmallestWithLegend.width() ||
        view.height() < SmallestWithLegend.height())
        return;
    if (spots.hasOwnColours() && !legend.isEmpty())
        legend.place(view, viewport.devicePixelRatio(), style);
    if (!spots.hasValues())
        return;
    const QSizeF bar = colourBar.size(view, style);
    const QPointF corner(view.width() - FurnitureMargin - bar.width(),
                         view.height() - FurnitureMargin - bar.height());
    colourBar.place(onPhysicalPx(corner, viewport.devicePixelRatio()), bar, style);
}

void Furniture::addTitles(std::vector<FurniturePicture>& pictures, const Viewport& viewport,
                          const FurnitureStyle& style)
{
    const QString common = styleKey(viewport, style);
    const auto addTitle = [&](const char* piece, const QString& shown, double left) {
        if (!shown.isEmpty())
            add(pictures, piece, common + QString::number(left) + shown,
                [&] { return titlePicture(shown, left, viewport, style); });
    };
    if (!dividerScreenPx) {
        addTitle("title", besideTitle.isEmpty() ? title : besideTitle, FurnitureMargin);
        return;
    }
    add(pictures, "divider", common + QString::number(*dividerScreenPx),
        [&] { return dividerPicture(viewport, style); });
    addTitle("title", title, FurnitureMargin);
    addTitle("beside", besideTitle,
             onPhysicalPx({*dividerScreenPx + FurnitureMargin, 0}, viewport.devicePixelRatio()).x());
}

/// A white line within a dark one shows on every tissue; the grip in its middle can be dragged.
FurniturePicture Furniture::dividerPicture(const Viewport& viewport, const FurnitureStyle& style) const
{
    const QSizeF size(DividerWidth, viewport.sizeScreenPx().height());
    const QPointF corner(*dividerScreenPx - DividerWidth / 2, 0);
    return makePicture(onPhysicalPx(corner, viewport.devicePixelRatio()), size, viewport.devicePixelRatio(),
                       [&](QPainter& painter) {
                           const double middle = DividerWidth / 2;
                           painter.fillRect(QRectF(middle - 1.5, 0, 3, size.height()), QColor(0, 0, 0, 150));
                           painter.fillRect(QRectF(middle - 0.5, 0, 1, size.height()), Qt::white);
                           const QRectF grip(middle - 7, size.height() / 2 - 14, 14, 28);
                           painter.setPen(QPen(style.faintText, 1.1));
                           painter.setBrush(Qt::white);
                           painter.drawRoundedRect(grip, 4, 4);
                           for (const double x : {-2.5, 2.5})
                               painter.drawLine(QPointF(middle + x, grip.top() + 8),
                                                QPointF(middle + x, grip.bottom() - 8));
                       });
}

FurniturePicture Furniture::titlePicture(const QString& shown, double left, const Viewport& viewport,
                                         const FurnitureStyle& style) const
{
    const QFontMetricsF metrics(style.boldFont);
    const double right = minimap.rect().isEmpty() ? viewport.sizeScreenPx().width() : minimap.rect().left();
    const double room = std::max(60.0, right - left - FurnitureMargin - 2 * PanelPadding);
    const QString text = metrics.elidedText(shown, Qt::ElideMiddle, room); // layer and gene
    const QSizeF size(std::ceil(metrics.horizontalAdvance(text)) + 2 * PanelPadding + 1,
                      std::ceil(metrics.height()) + PanelPadding);
    return makePicture({left, FurnitureMargin}, size, viewport.devicePixelRatio(), [&](QPainter& painter) {
        drawPanel(painter, size, style);
        painter.setFont(style.boldFont);
        painter.setPen(style.text);
        painter.drawText(QRectF({0, 0}, size), Qt::AlignCenter, text);
    });
}

FurniturePicture Furniture::scaleBarPicture(const Viewport& viewport, const FurnitureStyle& style) const
{
    const core::ScaleBar bar =
        core::scaleBarFor(longestScaleBar(viewport.sizeScreenPx()) / viewport.scale(), umPerPx);
    const double length = bar.lengthLevel0Px * viewport.scale();
    QString label = translated(bar.label);
    label += umPerPx ? QStringLiteral("  ·  ") + timesText(magnificationOf(viewport.scale(), *umPerPx))
                     : QLatin1Char(' ') + QCoreApplication::translate("transcope::ui", "(scale unknown)");
    const QFontMetricsF metrics(style.font);
    const double line = std::ceil(metrics.height());
    const QSizeF size(std::ceil(std::max(length, metrics.horizontalAdvance(label))) + 2 * PanelPadding + 1,
                      scaleBarHeight(style));
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

/// Above the scale bar.
FurniturePicture Furniture::adjustmentPicture(const QString& text, const Viewport& viewport,
                                              const FurnitureStyle& style) const
{
    const QFontMetricsF metrics(style.font);
    const double room =
        std::max(60.0, viewport.sizeScreenPx().width() - 2 * FurnitureMargin - 2 * PanelPadding);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
    const QSizeF size(std::ceil(metrics.horizontalAdvance(shown)) + 2 * PanelPadding + 1,
                      std::ceil(metrics.height()) + PanelPadding);
    const double bottom = scaleBarVisible ? m_scaleBarBottom - scaleBarHeight(style) - 6 : m_scaleBarBottom;
    return makePicture({FurnitureMargin, bottom - size.height()}, size, viewport.devicePixelRatio(),
                       [&](QPainter& painter) {
                           drawPanel(painter, size, style);
                           painter.setFont(style.font);
                           painter.setPen(style.text);
                           painter.drawText(QRectF({0, 0}, size), Qt::AlignCenter, shown);
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
    const QString text = QCoreApplication::translate("transcope::ui", "Open a slide, or drop one here");
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
