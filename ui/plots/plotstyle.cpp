#include "ui/plots/plotstyle.h"

#include <QApplication>
#include <QLocale>
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

bool savePlot(QCustomPlot& plot, const QString& file)
{
    constexpr double Sharper = 2; // than on the screen
    return file.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive) ? plot.savePdf(file)
                                                                      : plot.savePng(file, 0, 0, Sharper);
}

} // namespace transcope::ui
