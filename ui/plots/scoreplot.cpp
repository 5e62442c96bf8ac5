#include "ui/plots/scoreplot.h"

#include "ui/language/everylanguage.h"
#include "ui/plots/plotstyle.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QStackedLayout>
#include <algorithm>
#include <qcustomplot.h>

namespace transcope::ui {

namespace {

constexpr double BoxWidth = 0.5;
constexpr int AxisPx = 60; ///< about what the axis, its numbers and the gaps between names take

/// Short lines: boxes stand close together in a low and narrow panel.
QString tickText(const ScoreSeries& series, const QFontMetrics& font, int widthPx)
{
    const auto mean = ScorePlot::tr("mean %1").arg(QLocale().toString(series.mean, 'f', 2));
    return font.elidedText(series.name, Qt::ElideMiddle, widthPx) + QLatin1Char('\n') +
           (series.note.isEmpty() ? mean : mean + QLatin1Char('\n') + series.note);
}

QString fullText(const ScoreSeries& series)
{
    const QLocale locale;
    QString text =
        ScorePlot::tr("%1: mean %2, median %3, n = %4")
            .arg(series.name, locale.toString(series.mean, 'f', 2),
                 locale.toString(series.box.median, 'f', 2), locale.toString(qulonglong(series.box.count)));
    if (series.undefined > 0)
        text += ScorePlot::tr(" (%1 undefined)").arg(locale.toString(qulonglong(series.undefined)));
    return series.note.isEmpty() ? text : text + QStringLiteral(", ") + series.note;
}

} // namespace

ScorePlot::ScorePlot(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot), m_stack(new QStackedLayout(this)), m_notice(new QLabel)
{
    m_notice->setAlignment(Qt::AlignCenter);
    m_notice->setWordWrap(true);
    m_notice->setEnabled(false);
    m_stack->addWidget(m_notice);
    m_stack->addWidget(m_plot);
    m_plot->setMinimumSize(120, 80);
    inEveryLanguage(this, [this] {
        applyPlotStyle(*m_plot, palette());
        rebuild();
    });
}

void ScorePlot::setSeries(const std::vector<ScoreSeries>& series, bool isCorrelation)
{
    m_series = series;
    m_isCorrelation = isCorrelation;
    rebuild();
}

void ScorePlot::setNotice(const QString& notice)
{
    m_notice->setText(notice);
}

int ScorePlot::boxCount() const
{
    return m_plot->plottableCount();
}

void ScorePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyPlotStyle(*m_plot, palette());
        rebuild();
    }
}

/// Names are as long as their boxes lie apart.
void ScorePlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    rebuild();
}

void ScorePlot::rebuild()
{
    m_plot->clearPlottables();
    m_stack->setCurrentIndex(m_series.empty() ? 0 : 1);
    const auto ticks = QSharedPointer<QCPAxisTickerText>::create();
    const QFontMetrics font(m_plot->xAxis->tickLabelFont());
    const int width = (m_plot->width() - AxisPx) / std::max(1, static_cast<int>(m_series.size()));
    double low = 0;
    double high = m_isCorrelation ? 1 : 0;
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        const auto& series = m_series[i];
        const double x = static_cast<double>(i) + 1;
        ticks->addTick(x, tickText(series, font, width));
        if (series.box.count == 0)
            continue;
        const QColor colour = series.baseline ? baselineColour(palette()) : predictedColour(palette());
        QColor fill = colour;
        fill.setAlphaF(0.35F);
        auto* box = new QCPStatisticalBox(m_plot->xAxis, m_plot->yAxis);
        box->setWidth(BoxWidth);
        box->setPen(QPen(colour));
        box->setBrush(fill);
        box->setWhiskerPen(QPen(colour));
        box->setWhiskerBarPen(QPen(colour));
        box->setMedianPen(QPen(palette().color(QPalette::Text), 2));
        box->setOutlierStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, colour, Qt::NoBrush, 4));
        box->addData(x, series.box.low, series.box.q1, series.box.median, series.box.q3, series.box.high,
                     QVector<double>(series.box.outliers.begin(), series.box.outliers.end()));
        low = std::min(low, series.box.low);
        high = std::max(high, series.box.high);
        if (!series.box.outliers.empty()) {
            low = std::min(low, series.box.outliers.front());
            high = std::max(high, series.box.outliers.back());
        }
    }
    QStringList full;
    for (const auto& series : m_series)
        full << fullText(series);
    m_plot->setToolTip(full.join(QLatin1Char('\n')));
    m_plot->xAxis->setTicker(ticks);
    m_plot->xAxis->setTickLength(0);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->xAxis->setRange(0.4, static_cast<double>(m_series.size()) + 0.6);
    if (m_isCorrelation)
        m_plot->yAxis->setRange(std::max(-1.0, low - 0.05), high);
    else
        m_plot->yAxis->setRange(0, high > 0 ? 1.05 * high : 1);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace transcope::ui
