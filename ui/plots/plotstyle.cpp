#include "ui/plots/plotstyle.h"

#include "core/base/atomicfile.h"

#include <QApplication>
#include <QFileInfo>
#include <QLocale>
#include <QSvgGenerator>
#include <qcustomplot.h>

namespace transcope::ui {

namespace {

QColor mixed(const QColor& a, const QColor& b, double share)
{
    return QColor::fromRgbF(a.redF() * share + b.redF() * (1 - share),
                            a.greenF() * share + b.greenF() * (1 - share),
                            a.blueF() * share + b.blueF() * (1 - share));
}

} // namespace

QColor predictedColour(const QPalette& palette)
{
    const bool dark = palette.color(QPalette::Base).lightness() < 128;
    return dark ? QColor(0x4f, 0xb3, 0xc9) : QColor(0x2a, 0x78, 0x8e); // viridis' teal, lighter on dark
}

QColor baselineColour(const QPalette& palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.5);
}

void applyPlotStyle(QCustomPlot& plot, const QPalette& palette)
{
    const QColor text = palette.color(QPalette::Text);
    const QColor base = palette.color(QPalette::Base);
    plot.setBackground(QBrush(base));
    QLocale numbers;
    numbers.setNumberOptions(QLocale::OmitGroupSeparator);
    plot.setLocale(numbers);
    for (auto* rect : plot.axisRects()) {
        for (auto* axis : rect->axes()) {
            axis->setBasePen(QPen(mixed(text, base, 0.5)));
            axis->setTickPen(QPen(mixed(text, base, 0.5)));
            axis->setSubTickPen(Qt::NoPen);
            axis->setTickLabelColor(text);
            axis->setLabelColor(text);
            axis->setTickLabelFont(QApplication::font());
            axis->setLabelFont(QApplication::font());
            axis->grid()->setPen(QPen(mixed(text, base, 0.12)));
            axis->grid()->setZeroLinePen(QPen(mixed(text, base, 0.3)));
        }
    }
}

namespace {

bool saveSvg(QCustomPlot& plot, const QString& file)
{
    QSvgGenerator svg;
    svg.setFileName(file);
    svg.setSize(plot.size());
    svg.setViewBox(plot.rect());
    QCPPainter painter;
    if (!painter.begin(&svg))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, plot.width(), plot.height());
    return painter.end();
}

bool writePlot(QCustomPlot& plot, const QString& file)
{
    constexpr double Sharper = 2; // than on the screen
    const auto ending = QFileInfo(file).suffix().toLower();
    if (ending == QLatin1String("pdf"))
        return plot.savePdf(file);
    return ending == QLatin1String("svg") ? saveSvg(plot, file) : plot.savePng(file, 0, 0, Sharper);
}

} // namespace

core::Result<void> savePlot(QCustomPlot& plot, const QString& file)
{
    return core::writeAtomically(
        file.toStdU16String(), [&](const std::filesystem::path& out) -> core::Result<void> {
            if (writePlot(plot, QString::fromStdU16String(out.u16string())))
                return {};
            return core::fail(core::ErrorCode::WriteFailed, out.string() + ": cannot be written",
                              "Check free space and permissions of the folder");
        });
}

} // namespace transcope::ui
