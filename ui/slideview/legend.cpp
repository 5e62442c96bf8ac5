#include "ui/slideview/legend.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr double Swatch = 12, SwatchRoom = 20;
constexpr double LargestMix = 96, MixShare = 0.2; ///< of the view's width, whose tissue it hides
constexpr double LargestShare = 0.7;              ///< of the view's height
constexpr double WidestList = 240;

QString nameOf(const core::LegendEntry& entry)
{
    return QString::fromStdString(entry.name);
}

QColor colourOf(const core::LegendEntry& entry)
{
    return {entry.colour[0], entry.colour[1], entry.colour[2]};
}

QImage mixPicture(const std::vector<core::LegendEntry>& entries, int side)
{
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            if (const auto mixed = core::mixAt(entries, (x + 0.5) / side, 1 - (y + 0.5) / side))
                image.setPixel(x, y, qRgb((*mixed)[0], (*mixed)[1], (*mixed)[2]));
    return image;
}

} // namespace

void Legend::setEntries(std::vector<core::LegendEntry> entries, std::vector<std::string> hidden, bool mixes)
{
    m_entries = std::move(entries);
    m_hidden = std::move(hidden);
    m_mixes = mixes;
    ++m_version;
}

void Legend::place(QSizeF view, double dpr, const FurnitureStyle& style)
{
    const QSizeF size = m_mixes ? mixSize(view, style) : listSize(view, style);
    const QPointF corner(view.width() - FurnitureMargin - size.width(),
                         view.height() - FurnitureMargin - size.height());
    m_rect = QRectF(onPhysicalPx(corner, dpr), size);
}

QSizeF Legend::mixSize(QSizeF view, const FurnitureStyle& style)
{
    m_mixSide = std::round(std::min(LargestMix, MixShare * view.width()));
    const QFontMetricsF metrics(style.font);
    double widest = m_mixSide;
    for (const auto& entry : m_entries)
        widest = std::max(widest, metrics.horizontalAdvance(nameOf(entry)) + 2 * SwatchRoom);
    const double line = std::ceil(metrics.height());
    const int below = m_entries.size() == 3 ? 2 : 1; // names that stand side by side might not fit
    return {std::ceil(widest) + 2 * PanelPadding, m_mixSide + (1 + below) * line + 2 * PanelPadding + 4};
}

QSizeF Legend::listSize(QSizeF view, const FurnitureStyle& style)
{
    const QFontMetricsF metrics(style.font);
    m_line = std::max(Swatch, std::ceil(metrics.height())) + 3;
    const auto room =
        static_cast<std::size_t>(std::max(1.0, (LargestShare * view.height() - 2 * PanelPadding) / m_line));
    m_rows = std::min(room, m_entries.size());
    double widest = 0;
    for (const auto& entry : m_entries)
        widest = std::max(widest, metrics.horizontalAdvance(nameOf(entry)));
    return {std::ceil(std::min(widest, WidestList)) + SwatchRoom + 2 * PanelPadding + 2,
            static_cast<double>(m_rows) * m_line + 2 * PanelPadding};
}

std::optional<std::string> Legend::category(std::size_t number) const
{
    const std::size_t named = m_rows < m_entries.size() ? m_rows - 1 : m_rows;
    if (m_mixes || m_rect.isEmpty() || number >= named)
        return std::nullopt;
    return m_entries[number].name;
}

std::optional<std::string> Legend::categoryAt(QPointF at) const
{
    if (m_mixes || !m_rect.contains(at))
        return std::nullopt;
    const double row = (at.y() - m_rect.top() - PanelPadding) / m_line;
    return row < 0 ? std::nullopt : category(static_cast<std::size_t>(row));
}

QString Legend::stateKey() const
{
    return QStringLiteral("%1|%2|%3|%4|%5")
        .arg(m_version)
        .arg(m_rect.x())
        .arg(m_rect.y())
        .arg(m_rect.width())
        .arg(m_rect.height());
}

FurniturePicture Legend::picture(double dpr, const FurnitureStyle& style) const
{
    return makePicture(m_rect.topLeft(), m_rect.size(), dpr, [&](QPainter& painter) {
        drawPanel(painter, m_rect.size(), style);
        painter.setFont(style.font);
        if (m_mixes)
            drawMix(painter, style);
        else
            drawList(painter, style);
    });
}

void Legend::drawMix(QPainter& painter, const FurnitureStyle& style) const
{
    const double line = std::ceil(QFontMetricsF(style.font).height());
    const QRectF square((m_rect.width() - m_mixSide) / 2, PanelPadding + line + 2, m_mixSide, m_mixSide);
    const double dpr = painter.device()->devicePixelRatioF();
    painter.drawImage(square, mixPicture(m_entries, static_cast<int>(m_mixSide * dpr)));
    painter.setPen(style.text);
    const QRectF inner(PanelPadding, PanelPadding, m_rect.width() - 2 * PanelPadding, line);
    const auto write = [&](int row, Qt::Alignment aligned, const QString& text) {
        const double top = row == 0 ? inner.top() : square.bottom() + 2 + (row - 1) * line;
        painter.drawText(QRectF(inner.left(), top, inner.width(), line), aligned | Qt::AlignVCenter, text);
    };
    if (m_entries.size() == 2) { // along the sides of the square
        write(0, Qt::AlignLeft, QChar(0x2191) + QStringLiteral(" ") + nameOf(m_entries[1]));
        write(1, Qt::AlignRight, nameOf(m_entries[0]) + QStringLiteral(" ") + QChar(0x2192));
    } else if (m_entries.size() == 3) { // at the corners of the triangle
        write(0, Qt::AlignHCenter, nameOf(m_entries[2]));
        write(1, Qt::AlignLeft, nameOf(m_entries[0]));
        write(2, Qt::AlignRight, nameOf(m_entries[1]));
    }
}

void Legend::drawList(QPainter& painter, const FurnitureStyle& style) const
{
    const QFontMetricsF metrics(style.font);
    for (std::size_t row = 0; row < m_rows; ++row) {
        const QRectF line(PanelPadding, PanelPadding + static_cast<double>(row) * m_line,
                          m_rect.width() - 2 * PanelPadding, m_line);
        if (row + 1 == m_rows && m_rows < m_entries.size()) {
            painter.setPen(style.faintText);
            painter.drawText(line, Qt::AlignVCenter,
                             QCoreApplication::translate("transcope::ui", "and %Ln more", nullptr,
                                                         static_cast<int>(m_entries.size() - row)));
            return;
        }
        const auto& entry = m_entries[row];
        const bool isHidden = std::ranges::find(m_hidden, entry.name) != m_hidden.end();
        const QRectF swatch(line.left() + 0.5, line.center().y() - Swatch / 2, Swatch - 1, Swatch - 1);
        painter.setPen(QPen(isHidden ? style.faintText : colourOf(entry).darker(130), 1));
        painter.setBrush(isHidden ? QBrush(Qt::NoBrush) : QBrush(colourOf(entry)));
        painter.drawRoundedRect(swatch, 2, 2);
        painter.setPen(isHidden ? style.faintText : style.text);
        painter.drawText(line.adjusted(SwatchRoom, 0, 0, 0), Qt::AlignVCenter,
                         metrics.elidedText(nameOf(entry), Qt::ElideRight, line.width() - SwatchRoom));
    }
}

} // namespace transcope::ui
