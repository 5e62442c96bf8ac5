#include "ui/panels/patchview.h"

#include "core/colour/colourmap.h"
#include "core/figure/figure.h"
#include "ui/language/phrasetext.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <tuple>

namespace transcope::ui {

namespace {

constexpr int Gap = 6;
constexpr double LeastReach = 1; ///< of the colours, in doublings or halvings of even attention
constexpr int MostAlpha = 200;

QImage pictureOf(const core::PatchBatch& patches, std::size_t level)
{
    const auto& bytes = patches.levels[level];
    return QImage(bytes.data(), patches.sizePx, patches.sizePx, 3 * patches.sizePx, QImage::Format_RGB888)
        .copy();
}

/// Smallest and largest; 0 and 0 where none is known.
std::pair<double, double> extremes(const std::vector<float>& map)
{
    double least = INFINITY, most = 0;
    for (const float value : map)
        if (std::isfinite(value)) {
            least = std::min(least, static_cast<double>(value));
            most = std::max(most, static_cast<double>(value));
        }
    return {std::min(least, most), most};
}

/// Doublings; one that is looked at not at all is as far below even as the colours reach.
double doublings(double timesEven)
{
    return timesEven > 0 ? std::log2(timesEven) : -INFINITY;
}

/// Yellow: more than evenly, violet: less; the nearer to even, the less it covers the picture.
QImage coloursOf(const std::vector<float>& map, int sizePx, double most)
{
    if (map.empty())
        return {};
    const double reach = std::max(LeastReach, doublings(most));
    const core::ColourScale scale{core::ColourMap::Viridis, -reach, reach};
    QImage colours(sizePx, sizePx, QImage::Format_ARGB32);
    for (int y = 0; y < sizePx; ++y)
        for (int x = 0; x < sizePx; ++x) {
            const float value = map[static_cast<std::size_t>(y * sizePx + x)];
            const double away = std::clamp(doublings(static_cast<double>(value)), -reach, reach);
            const auto rgb = scale.colourOf(away);
            const int alpha = std::isnan(value) ? 0 : qRound(MostAlpha * std::abs(away) / reach);
            colours.setPixel(x, y, qRgba(rgb[0], rgb[1], rgb[2], alpha));
        }
    return colours;
}

} // namespace

PatchView::PatchView(QWidget* parent) : QWidget(parent)
{
    setMinimumSize(120, 120);
}

void PatchView::setSpot(const InspectedSpot& inspected, const core::SpotTable& spot, core::SizeI sizeLevel0Px,
                        std::optional<double> umPerPx)
{
    m_patches.clear();
    m_umPerPx = umPerPx;
    m_spotDiameterLevel0Px = spot.diameterLevel0Px;
    const auto& centre = spot.spots.front().centreLevel0Px;
    for (std::size_t level = 0; level < inspected.patches.levels.size(); ++level) {
        Patch patch;
        patch.picture = pictureOf(inspected.patches, level);
        std::tie(patch.leastLooked, patch.mostLooked) = extremes(inspected.attention[level]);
        patch.attention = coloursOf(inspected.attention[level], inspected.patches.sizePx, patch.mostLooked);
        const double side = patch.sideLevel0Px = inspected.sidesLevel0Px[level];
        patch.slide = QRectF(0.5 - centre.x / side, 0.5 - centre.y / side,
                             static_cast<double>(sizeLevel0Px.width) / side,
                             static_cast<double>(sizeLevel0Px.height) / side);
        m_patches.push_back(std::move(patch));
    }
    update();
}

void PatchView::clear()
{
    m_patches.clear();
    update();
}

void PatchView::setAttentionVisible(bool visible)
{
    m_attentionVisible = visible;
    update();
}

bool PatchView::hasAttention() const
{
    return std::ranges::any_of(m_patches, [](const Patch& patch) { return !patch.attention.isNull(); });
}

/// The largest squares that fit, in as many columns as that takes, each under its caption.
QRect PatchView::patchRect(int level) const
{
    const int captionHeight = fontMetrics().height() + 2, count = patchCount();
    int side = 0, columns = 1;
    for (int c = 1; c <= count; ++c) {
        const int rows = (count + c - 1) / c;
        const int fits = std::min((width() - Gap) / c - Gap, (height() - Gap) / rows - Gap - captionHeight);
        if (fits > side) {
            side = fits;
            columns = c;
        }
    }
    const int left = (width() - columns * (side + Gap) + Gap) / 2;
    return {left + level % columns * (side + Gap),
            Gap + level / columns * (side + Gap + captionHeight) + captionHeight, side, side};
}

QString PatchView::captionOf(int level) const
{
    const Patch& patch = m_patches[static_cast<std::size_t>(level)];
    const QLocale locale;
    const QString side = m_umPerPx ? tr("%1 µm").arg(locale.toString(patch.sideLevel0Px * *m_umPerPx, 'f', 0))
                                   : tr("%1 px").arg(locale.toString(patch.sideLevel0Px, 'f', 0));
    if (patch.attention.isNull() || !m_attentionVisible)
        return tr("Level %1: %2").arg(level).arg(side);
    return tr("Level %1: %2 · %3–%4 × even")
        .arg(level)
        .arg(side, locale.toString(patch.leastLooked, 'f', 2), locale.toString(patch.mostLooked, 'f', 2));
}

void PatchView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    for (int level = 0; level < patchCount(); ++level)
        drawPatch(painter, level);
}

void PatchView::drawPatch(QPainter& painter, int level) const
{
    const Patch& patch = m_patches[static_cast<std::size_t>(level)];
    const QRectF place = patchRect(level);
    painter.setPen(palette().color(QPalette::WindowText));
    const QString caption =
        fontMetrics().elidedText(captionOf(level), Qt::ElideRight, static_cast<int>(place.width()));
    painter.drawText(place.topLeft() - QPointF(0, fontMetrics().descent() + 2), caption);
    painter.drawImage(place, patch.picture);
    if (m_attentionVisible && !patch.attention.isNull())
        painter.drawImage(place, patch.attention);

    QPainterPath beyond, slide;
    beyond.addRect(place);
    slide.addRect(QRectF(place.x() + patch.slide.x() * place.width(),
                         place.y() + patch.slide.y() * place.height(), patch.slide.width() * place.width(),
                         patch.slide.height() * place.height()));
    painter.fillPath(beyond.subtracted(slide), QBrush(Qt::gray, Qt::BDiagPattern));

    const double radius = m_spotDiameterLevel0Px / 2 / patch.sideLevel0Px * place.width();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::black, 3));
    painter.drawEllipse(place.center(), radius, radius);
    painter.setPen(QPen(Qt::white, 1.5));
    painter.drawEllipse(place.center(), radius, radius);
    drawScaleBar(painter, place, patch);
}

void PatchView::drawScaleBar(QPainter& painter, const QRectF& place, const Patch& patch) const
{
    constexpr double MostOfSide = 0.4, Inset = 6;
    const auto bar = core::scaleBarFor(MostOfSide * patch.sideLevel0Px, m_umPerPx);
    const double length = bar.lengthLevel0Px / patch.sideLevel0Px * place.width();
    const QString label = translated(bar.label);
    const QRectF back(place.left() + Inset, place.bottom() - Inset - fontMetrics().height() - 6,
                      std::max<double>(length, fontMetrics().horizontalAdvance(label)) + 8,
                      fontMetrics().height() + 6);
    painter.fillRect(back, QColor(255, 255, 255, 200));
    painter.setPen(Qt::black);
    painter.drawText(back.adjusted(4, 0, -4, -5), Qt::AlignLeft | Qt::AlignVCenter, label);
    painter.fillRect(QRectF(back.left() + 4, back.bottom() - 5, length, 3), Qt::black);
}

} // namespace transcope::ui
