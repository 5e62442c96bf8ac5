#include "ui/plots/calibrationplot.h"

#include "ui/language/everylanguage.h"
#include "ui/plots/plotstyle.h"

#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <qcustomplot.h>

namespace transcope::ui {

namespace {

constexpr double DotShare = 0.98; // of the dots that the axes reach: a few lie far away

double reachOf(QVector<double> values)
{
    if (values.empty())
        return 0;
    const auto at =
        values.begin() + static_cast<qsizetype>(DotShare * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

} // namespace

CalibrationPlot::CalibrationPlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setMinimumSize(120, 80);
    inEveryLanguage(this, [this] {
        m_plot->xAxis->setLabel(tr("Deviation over the views"));
        m_plot->yAxis->setLabel(tr("Size of the error"));
        applyPlotStyle(*m_plot, palette());
        rebuild();
    });
}

void CalibrationPlot::setBins(std::vector<core::CalibrationBin> bins)
{
    m_bins = std::move(bins);
    rebuild();
}

void CalibrationPlot::setDots(std::span<const float> deviations, std::span<const float> errors)
{
    m_x.clear();
    m_y.clear();
    for (std::size_t spot = 0; spot < deviations.size(); ++spot) {
        if (std::isnan(deviations[spot]) || std::isnan(errors[spot]))
            continue;
        m_x << static_cast<double>(deviations[spot]);
        m_y << static_cast<double>(std::abs(errors[spot]));
    }
    rebuild();
}

int CalibrationPlot::binCount() const
{
    return static_cast<int>(m_bins.size());
}

int CalibrationPlot::dotCount() const
{
    return static_cast<int>(m_x.size());
}

void CalibrationPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyPlotStyle(*m_plot, palette());
        rebuild();
    }
}

void CalibrationPlot::rebuild()
{
    m_plot->clearPlottables();
    QVector<double> deviations, errors;
    for (const auto& bin : m_bins) {
        deviations << bin.deviation;
        errors << bin.error;
    }
    double right = reachOf(m_x), top = reachOf(m_y);
    for (qsizetype i = 0; i < deviations.size(); ++i) {
        right = std::max(right, deviations[i]);
        top = std::max(top, errors[i]);
    }

    QColor fill = predictedColour(palette());
    fill.setAlphaF(0.4F);
    auto* dots = m_plot->addGraph();
    dots->setLineStyle(QCPGraph::lsNone);
    dots->setPen(Qt::NoPen); // else dots without a pen of their own take it
    dots->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(Qt::NoPen), fill, 4));
    dots->setData(m_x, m_y);

    auto* equal = m_plot->addGraph();
    equal->setPen(QPen(baselineColour(palette()), 1, Qt::DashLine));
    equal->setData({0, right}, {0, right});

    auto* bins = m_plot->addGraph();
    const QColor text = palette().color(QPalette::Text);
    bins->setPen(QPen(text, 2));
    bins->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, text, 6));
    bins->setData(deviations, errors);

    m_plot->xAxis->setRange(0, right > 0 ? right * 1.05 : 1);
    m_plot->yAxis->setRange(0, top > 0 ? top * 1.05 : 1);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace transcope::ui
