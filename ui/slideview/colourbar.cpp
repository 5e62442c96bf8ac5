#include "ui/slideview/colourbar.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr double HistogramHeight = 18, LeastHistogramHeight = 4, BarHeight = 12, TickLength = 4,
                 HandleWidth = 8;
constexpr int HistogramBins = 48;
/// Of a view; below it there is no room for a histogram.
constexpr double LowView = 420;
/// For the dot that stands for missing values, beside the label.
constexpr double MissingDotRoom = 20;
constexpr int MostLabelLines = 3;
/// Handles may not come closer than this share of the bar.
constexpr double SmallestRange = 0.01;

QString shortNumber(double value, int digits = 3)
{
    return QLocale().toString(value, 'g', digits).replace(QLatin1Char('-'), QChar(0x2212));
}

/// Ticks with as many digits as tell them apart.
std::vector<QString> tickTexts(const std::vector<double>& ticks)
{
    constexpr int LeastDigits = 3;
    constexpr int MostDigits = 9;
    std::vector<QString> texts;
    for (int digits = LeastDigits; digits <= MostDigits; ++digits) {
        texts.clear();
        for (double tick : ticks)
            texts.push_back(shortNumber(tick, digits));
        if (std::adjacent_find(texts.begin(), texts.end()) == texts.end())
            break;
    }
    return texts;
}

std::vector<float> histogramOf(const std::vector<float>& values, const core::ColourScale& axis)
{
    std::vector<float> bins(HistogramBins, 0);
    for (float value : values) {
        const double share = axis.shareOf(double(value));
        if (share >= 0 && share <= 1) // false for NaN
            ++bins[size_t(std::min(HistogramBins - 1, int(share * HistogramBins)))];
    }
    const float most = *std::max_element(bins.begin(), bins.end());
    for (float& bin : bins)
        bin = most > 0 ? std::sqrt(bin / most) : 0; // rare values stay visible
    return bins;
}

} // namespace

void ColourBar::updateExtent(const SpotLayer& layer)
{
    m_scale = layer.scale();
    if (isDragging())
        return;
    layAxis(layer);
    m_hasMissing = std::ranges::any_of(layer.values(), [](float value) { return std::isnan(value); });
    m_histogram = histogramOf(layer.values(), m_axis);
}

void ColourBar::layAxis(const SpotLayer& layer)
{
    m_axis = m_scale;
    m_axis.low = m_scale.foot();
    for (float value : layer.values()) {
        if (!std::isfinite(value) || (m_scale.usesLog() && !(value > 0)))
            continue;
        m_axis.low = std::min(m_axis.low, double(value));
        m_axis.high = std::max(m_axis.high, double(value));
    }
    if (m_scale.usesLog()) {
        constexpr double MostDecades = 1e-6; // lower values would squeeze the rest
        m_axis.low = std::max(m_axis.low, MostDecades * m_axis.high);
    } else {
        // A single far outlier must not squeeze the range into a few px.
        const double width = m_scale.high > m_scale.low ? m_scale.high - m_scale.low : 1;
        m_axis.low = std::max(m_axis.low, m_scale.low - width);
        m_axis.high = std::min(m_axis.high, m_scale.high + width);
    }
    if (!(m_axis.high > m_axis.low))
        m_axis.high = m_axis.low + 1;
}

QSizeF ColourBar::size(QSizeF view, const FurnitureStyle& style)
{
    const bool isLow = view.height() < LowView;
    m_histogramHeight = isLow ? LeastHistogramHeight : HistogramHeight;
    const double line = std::ceil(QFontMetricsF(style.font).height());
    // Wide enough for the label, as far as the view allows; a low one has more need of its tissue.
    const double label = std::ceil(QFontMetricsF(style.boldFont).horizontalAdvance(m_label)) + 1 +
                         (m_hasMissing ? MissingDotRoom : 0) + 2 * PanelPadding;
    const double wanted = std::clamp(0.34 * view.width(), isLow ? 150.0 : 180.0, 280.0);
    const double width =
        std::round(std::min(isLow ? wanted : std::max(wanted, label), view.width() - 2 * FurnitureMargin));
    const QFontMetricsF bold(style.boldFont);
    const QRectF room(0, 0, width - 2 * PanelPadding - (m_hasMissing ? MissingDotRoom : 0), 1e4);
    const double text = bold.boundingRect(room, Qt::TextWordWrap, m_label).height();
    m_labelLines = std::clamp(static_cast<int>(std::ceil(text / bold.height() - 0.01)), 1, MostLabelLines);
    return {width, 2 * PanelPadding + (m_labelLines + 1) * line + 3 + m_histogramHeight + BarHeight +
                       TickLength + 1};
}

void ColourBar::place(QPointF topLeft, QSizeF size, const FurnitureStyle& style)
{
    m_rect = QRectF(topLeft, size);
    m_tickHeight = std::ceil(QFontMetricsF(style.font).height());
    const double inset = PanelPadding + HandleWidth / 2;
    m_bar = QRectF(m_rect.left() + inset,
                   m_rect.bottom() - PanelPadding - m_tickHeight - TickLength - 1 - BarHeight,
                   m_rect.width() - 2 * inset, BarHeight);
}

double ColourBar::xOf(double value) const
{
    return m_bar.left() + std::clamp(m_axis.shareOf(value), 0.0, 1.0) * m_bar.width();
}

ColourBar::Part ColourBar::partAt(QPointF at) const
{
    if (!m_rect.contains(at))
        return Part::None;
    if (at.y() < m_bar.top() - m_histogramHeight || at.y() > m_bar.bottom() + TickLength)
        return Part::Panel;
    const double toLow = std::abs(at.x() - xOf(m_scale.foot())),
                 toHigh = std::abs(at.x() - xOf(m_scale.high));
    if (std::min(toLow, toHigh) <= HandleWidth)
        return toLow < toHigh ? Part::Low : Part::High;
    return at.x() > xOf(m_scale.foot()) && at.x() < xOf(m_scale.high) ? Part::Range : Part::Panel;
}

void ColourBar::beginDrag(Part part, QPointF screenPx, const core::ColourScale& scale)
{
    m_dragged = part;
    m_dragStart = screenPx;
    m_dragScale = scale;
}

core::ValueRange ColourBar::dragTo(QPointF at) const
{
    // In shares of the bar, which are equally long on every kind of scale.
    const double moved = (at.x() - m_dragStart.x()) / m_bar.width();
    double low = m_axis.shareOf(m_dragScale.foot()), high = m_axis.shareOf(m_dragScale.high);
    if (m_dragged == Part::Low)
        low = std::clamp(low + moved, 0.0, std::max(0.0, high - SmallestRange));
    else if (m_dragged == Part::High)
        high = std::clamp(high + moved, std::min(1.0, low + SmallestRange), 1.0);
    else if (m_dragged == Part::Range) {
        const double shift = std::clamp(moved, -low, std::max(-low, 1 - high));
        low += shift;
        high += shift;
    }
    return {m_axis.valueAt(low), m_axis.valueAt(high)};
}

QString ColourBar::stateKey(const SpotLayer& layer) const
{
    return QStringLiteral("%1|%2|%3|%4|%5|%6|%7|%8")
        .arg(m_label)
        .arg(layer.valuesVersion())
        .arg(layer.scaleVersion())
        .arg(int(m_hovered))
        .arg(int(m_dragged))
        .arg(m_rect.width())
        .arg(m_rect.x())
        .arg(m_rect.y());
}

FurniturePicture ColourBar::picture(const SpotLayer& layer, double dpr, const FurnitureStyle& style) const
{
    return makePicture(m_rect.topLeft(), m_rect.size(), dpr, [&](QPainter& painter) {
        drawPanel(painter, m_rect.size(), style);
        painter.translate(-m_rect.topLeft());
        drawLabel(painter, layer.scale(), style);
        drawHistogram(painter, style);
        drawBar(painter, layer.scale(), style);
        drawTicks(painter, style);
        const auto lit = [this](Part part) {
            return m_dragged == part || (m_dragged == Part::None && m_hovered == part);
        };
        drawHandle(painter, layer.scale().foot(), lit(Part::Low), style);
        drawHandle(painter, layer.scale().high, lit(Part::High), style);
    });
}

void ColourBar::drawLabel(QPainter& painter, const core::ColourScale& scale,
                          const FurnitureStyle& style) const
{
    const QRectF line(m_rect.left() + PanelPadding, m_rect.top() + PanelPadding,
                      m_rect.width() - 2 * PanelPadding, m_tickHeight);
    QString text = m_label;
    if (m_dragged != Part::None)
        text = QStringLiteral("%1 – %2").arg(shortNumber(scale.foot()), shortNumber(scale.high));
    const QFontMetricsF metrics(style.boldFont);
    double right = line.right();
    if (m_hasMissing) {
        drawMissing(painter, line, metrics.horizontalAdvance(text), style);
        right -= MissingDotRoom;
    }
    painter.setFont(style.boldFont);
    painter.setPen(style.text);
    const QRectF room(line.left(), line.top(), right - line.left(), m_labelLines * line.height());
    if (m_labelLines > 1 &&
        metrics.boundingRect(room, Qt::TextWordWrap, text).height() <= std::ceil(room.height())) {
        painter.drawText(room, Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, text);
        return;
    }
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(text, Qt::ElideRight, room.width()));
}

/// A grey dot, with its meaning where there is room for it.
void ColourBar::drawMissing(QPainter& painter, const QRectF& line, double labelWidth,
                            const FurnitureStyle& style) const
{
    const QString meaning = QCoreApplication::translate("transcope::ui", "no value");
    const double width = QFontMetricsF(style.font).horizontalAdvance(meaning) + 1;
    double right = line.right();
    if (labelWidth + MissingDotRoom + width < line.width()) {
        painter.setFont(style.font);
        painter.setPen(style.faintText);
        painter.drawText(QRectF(right - width, line.top(), width, line.height()), Qt::AlignVCenter, meaning);
        right -= width + 4;
    }
    const auto& [red, green, blue] = core::MissingColour;
    painter.setPen(QPen(style.faintText, 1));
    painter.setBrush(QColor(red, green, blue));
    painter.drawEllipse(QPointF(right - 5, line.center().y()), 4, 4);
}

void ColourBar::drawHistogram(QPainter& painter, const FurnitureStyle& style) const
{
    QColor fill = style.faintText;
    fill.setAlpha(110);
    const double width = m_bar.width() / double(HistogramBins);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (size_t i = 0; i < m_histogram.size() && m_histogramHeight > LeastHistogramHeight; ++i) {
        const double height = std::round((m_histogramHeight - 3) * double(m_histogram[i]));
        const double left = m_bar.left() + double(i) * width;
        painter.fillRect(QRectF(left, m_bar.top() - 1 - height, width, height), fill);
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
}

void ColourBar::drawBar(QPainter& painter, const core::ColourScale& scale, const FurnitureStyle& style) const
{
    QImage strip(256, 1, QImage::Format_RGB32);
    for (int i = 0; i < strip.width(); ++i) {
        const double value = m_axis.valueAt((i + 0.5) / strip.width());
        const auto [red, green, blue] = scale.colourOf(value);
        strip.setPixel(i, 0, qRgb(red, green, blue));
    }
    painter.drawImage(m_bar, strip);
    // What lies outside the range all has one colour: paler, so that the range itself stands out.
    QColor veil = style.panel;
    veil.setAlpha(120);
    painter.fillRect(QRectF(m_bar.topLeft(), QPointF(xOf(scale.foot()), m_bar.bottom())), veil);
    painter.fillRect(QRectF(QPointF(xOf(scale.high), m_bar.top()), m_bar.bottomRight()), veil);
    painter.setPen(QPen(style.border, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(m_bar);
}

void ColourBar::drawTicks(QPainter& painter, const FurnitureStyle& style) const
{
    const QFontMetricsF metrics(style.font);
    painter.setFont(style.font);
    double freeFrom = m_rect.left() + 2;
    const auto ticks = core::scaleTicks(m_axis, 4);
    const auto texts = tickTexts(ticks);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        const double x = xOf(ticks[i]);
        painter.setPen(QPen(style.faintText, 1));
        painter.drawLine(QPointF(x, m_bar.bottom() + 1), QPointF(x, m_bar.bottom() + TickLength));
        const QString& text = texts[i];
        const double width = metrics.horizontalAdvance(text) + 1;
        const double left = std::clamp(x - width / 2, m_rect.left() + 3, m_rect.right() - 3 - width);
        if (left < freeFrom)
            continue;
        painter.setPen(style.text);
        painter.drawText(QRectF(left, m_bar.bottom() + TickLength + 1, width, m_tickHeight),
                         Qt::AlignHCenter | Qt::AlignTop, text);
        freeFrom = left + width + 4;
    }
}

void ColourBar::drawHandle(QPainter& painter, double value, bool lit, const FurnitureStyle& style) const
{
    const QRectF grip(xOf(value) - HandleWidth / 2 + 0.5, m_bar.top() - 3.5, HandleWidth - 1,
                      m_bar.height() + 7);
    painter.setPen(QPen(lit ? style.accent : style.faintText, lit ? 1.6 : 1.1));
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(grip, 2.5, 2.5);
    painter.drawLine(QPointF(grip.center().x(), grip.top() + 5),
                     QPointF(grip.center().x(), grip.bottom() - 5));
    painter.setBrush(Qt::NoBrush);
}

} // namespace transcope::ui
