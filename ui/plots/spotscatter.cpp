#include "ui/plots/spotscatter.h"

#include "ui/language/everylanguage.h"
#include "ui/plots/plotstyle.h"

#include <QEvent>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <qcustomplot.h>

namespace transcope::ui {

namespace {

constexpr double ClickRadiusPx = 8;
constexpr int LeastBrushPx = 4;

} // namespace

SpotScatter::SpotScatter(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setMinimumSize(120, 80);
    m_plot->setSelectionRectMode(QCP::srmCustom);
    inEveryLanguage(this, [this] { // numbers too
        applyPlotStyle(*m_plot, palette());
        rebuild();
    });
    connect(m_plot->selectionRect(), &QCPSelectionRect::accepted, this, [this](const QRect& rect) {
        if (rect.width() < LeastBrushPx && rect.height() < LeastBrushPx)
            clickedAt(rect.center());
        else
            brushedWithin(rect);
    });
}

void SpotScatter::setValues(std::vector<float> measured, std::vector<float> predicted, double slope,
                            double intercept)
{
    m_measured = std::move(measured);
    m_predicted = std::move(predicted);
    m_slope = slope;
    m_intercept = intercept;
    rebuild();
}

void SpotScatter::setLabels(const QString& measured, const QString& predicted, const QString& toolTip)
{
    m_plot->xAxis->setLabel(measured);
    m_plot->yAxis->setLabel(predicted);
    m_plot->setToolTip(toolTip);
    applyPlotStyle(*m_plot, palette());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SpotScatter::setMarked(const std::vector<int>& spots)
{
    m_marked = spots;
    rebuild();
}

void SpotScatter::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyPlotStyle(*m_plot, palette());
        rebuild();
    }
}

bool SpotScatter::isKnown(std::size_t spot) const
{
    return spot < m_measured.size() && std::isfinite(m_measured[spot]) && std::isfinite(m_predicted[spot]);
}

void SpotScatter::addDots(const std::vector<int>& spots, bool marked)
{
    QVector<double> x, y;
    for (const int spot : spots) {
        if (spot < 0 || !isKnown(std::size_t(spot)))
            continue;
        x << double(m_measured[std::size_t(spot)]);
        y << double(m_predicted[std::size_t(spot)]);
    }
    auto* dots = m_plot->addGraph();
    dots->setLineStyle(QCPGraph::lsNone);
    dots->setPen(Qt::NoPen);
    QColor fill = predictedColour(palette());
    fill.setAlphaF(0.6F);
    dots->setScatterStyle(marked
                              ? QCPScatterStyle(QCPScatterStyle::ssCircle,
                                                QPen(palette().color(QPalette::Text), 2), Qt::NoBrush, 9)
                              : QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(Qt::NoPen), QBrush(fill), 5));
    dots->setData(x, y);
}

void SpotScatter::rebuild()
{
    m_plot->clearPlottables();
    std::vector<int> shown;
    double low = 0, high = 0;
    const std::size_t step = std::max<std::size_t>(1, m_measured.size() / MostPoints);
    for (std::size_t s = 0; s < m_measured.size(); ++s) {
        if (!isKnown(s))
            continue;
        low = std::min({low, double(m_measured[s]), double(m_predicted[s])});
        high = std::max({high, double(m_measured[s]), double(m_predicted[s])});
        if (s % step == 0)
            shown.push_back(int(s));
    }
    if (!(high > low))
        high = low + 1;
    auto* equal = m_plot->addGraph();
    equal->setPen(QPen(baselineColour(palette()), 1, Qt::DashLine));
    equal->setData({low, high}, {low, high});
    if (std::isfinite(m_slope)) {
        auto* fit = m_plot->addGraph();
        fit->setPen(QPen(palette().color(QPalette::Text), 1.5));
        fit->setData({low, high}, {m_intercept + m_slope * low, m_intercept + m_slope * high});
    }
    addDots(shown, false);
    addDots(m_marked, true);
    const double margin = 0.05 * (high - low);
    m_plot->xAxis->setRange(low - margin, high + margin);
    m_plot->yAxis->setRange(low - margin, high + margin);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SpotScatter::clickedAt(const QPointF& at)
{
    double nearest = ClickRadiusPx;
    int hit = -1;
    for (std::size_t s = 0; s < m_measured.size(); ++s) {
        if (!isKnown(s))
            continue;
        const double distance = std::hypot(m_plot->xAxis->coordToPixel(double(m_measured[s])) - at.x(),
                                           m_plot->yAxis->coordToPixel(double(m_predicted[s])) - at.y());
        if (distance < nearest) {
            nearest = distance;
            hit = int(s);
        }
    }
    emit spotClicked(hit);
}

void SpotScatter::brushedWithin(const QRect& px)
{
    const QCPRange x(m_plot->xAxis->pixelToCoord(px.left()), m_plot->xAxis->pixelToCoord(px.right()));
    const QCPRange y(m_plot->yAxis->pixelToCoord(px.bottom()), m_plot->yAxis->pixelToCoord(px.top()));
    std::vector<int> within;
    for (std::size_t s = 0; s < m_measured.size(); ++s)
        if (isKnown(s) && x.contains(double(m_measured[s])) && y.contains(double(m_predicted[s])))
            within.push_back(int(s));
    emit brushed(within);
}

} // namespace transcope::ui
