#include "ui/slideview/ruler.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr double TickScreenPx = 7; ///< to each side at the ends
constexpr double HaloScreenPx = 4.5, LineScreenPx = 2;
constexpr double AwayScreenPx = 14; ///< of the length from the line
constexpr double Padding = 4;

QString tr(const char* text)
{
    return QCoreApplication::translate("transcope::ui", text);
}

/// Three digits; a person's hand is no more exact.
QString inUnit(double value, const char* unit)
{
    const QLocale locale;
    return tr(unit).arg(value < 1000 ? locale.toString(value, 'g', 3) : locale.toString(value, 'f', 0));
}

/// Beside the middle of the line, within the view.
QRectF labelRect(const QLineF& line, QSizeF text, QSizeF view)
{
    QRectF box({0, 0}, text);
    const QLineF across = line.length() > 0 ? line.normalVector().unitVector() : QLineF(0, 0, 0, -1);
    const QPointF away(across.dx(), across.dy());
    const double reach = AwayScreenPx + std::abs(away.x()) * text.width() / 2 +
                         std::abs(away.y()) * text.height() / 2 - text.height() / 2;
    box.moveCenter(line.center() + away * reach);
    box.moveLeft(std::clamp(box.left(), 0.0, std::max(0.0, view.width() - box.width())));
    box.moveTop(std::clamp(box.top(), 0.0, std::max(0.0, view.height() - box.height())));
    return box;
}

} // namespace

QString lengthText(double lengthLevel0Px, std::optional<double> umPerPx)
{
    if (!umPerPx)
        return inUnit(lengthLevel0Px, QT_TRANSLATE_NOOP("transcope::ui", "%1 px")) + QLatin1Char(' ') +
               tr("(scale unknown)");
    const double um = lengthLevel0Px * *umPerPx;
    return um < 1000 ? inUnit(um, QT_TRANSLATE_NOOP("transcope::ui", "%1 µm"))
                     : inUnit(um / 1000, QT_TRANSLATE_NOOP("transcope::ui", "%1 mm"));
}

void Ruler::begin(QPointF level0Px)
{
    m_follows = false;
    lineLevel0Px = QLineF(level0Px, level0Px);
}

void Ruler::dragTo(QPointF level0Px)
{
    if (lineLevel0Px)
        lineLevel0Px->setP2(level0Px);
}

void Ruler::mark(QPointF middleLevel0Px)
{
    if (!m_follows)
        begin(middleLevel0Px);
    m_follows = !m_follows;
}

bool Ruler::follow(QPointF middleLevel0Px)
{
    if (!m_follows || !lineLevel0Px)
        return false;
    dragTo(middleLevel0Px);
    return true;
}

/// White within dark shows on every tissue.
void Ruler::draw(QPainter& painter, const Viewport& viewport) const
{
    if (!lineLevel0Px)
        return;
    const QLineF line = viewport.toScreen().map(*lineLevel0Px);
    const QLineF across = line.length() > 0 ? line.normalVector().unitVector() : QLineF(0, 0, 0, -1);
    const QPointF tick = QPointF(across.dx(), across.dy()) * TickScreenPx;
    const QLineF lines[] = {line, {line.p1() - tick, line.p1() + tick}, {line.p2() - tick, line.p2() + tick}};
    for (const auto& [colour, width] :
         {std::pair(QColor(0, 0, 0, 170), HaloScreenPx), std::pair(QColor(Qt::white), LineScreenPx)}) {
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap));
        painter.drawLines(lines, 3);
    }
    const QString text = lengthText(lineLevel0Px->length(), umPerPx);
    painter.setFont(QGuiApplication::font());
    const QFontMetricsF metrics(painter.font());
    const QRectF box =
        labelRect(line, {metrics.horizontalAdvance(text) + 2 * Padding, metrics.height() + Padding},
                  viewport.sizeScreenPx());
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 20, 24, 220));
    painter.drawRoundedRect(box, 3, 3);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(Qt::white);
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace transcope::ui
