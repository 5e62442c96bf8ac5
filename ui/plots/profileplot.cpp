#include "ui/plots/profileplot.h"

#include "ui/language/everylanguage.h"
#include "ui/plots/plotstyle.h"

#include <QEvent>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>
#include <qcustomplot.h>

namespace transcope::ui {

namespace {

constexpr double ClickRadiusPx = 8;

QCPScatterStyle dots(const QColor& colour, double size)
{
    QColor fill = colour;
    fill.setAlphaF(0.6F);
    return {QCPScatterStyle::ssCircle, QPen(Qt::NoPen), QBrush(fill), size};
}

} // namespace

ProfilePlot::ProfilePlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setMinimumHeight(140);
    inEveryLanguage(this, [this] {
        applyPlotStyle(*m_plot, palette());
        rebuild();
    });
    connect(m_plot, &QCustomPlot::mousePress, this,
            [this](QMouseEvent* event) { clickedAt(event->position()); });
}

void ProfilePlot::setPoints(const std::vector<ProfilePoint>& points, const QString& valueLabel)
{
    m_points = points;
    m_valueLabel = valueLabel;
    rebuild();
}

void ProfilePlot::setMarkedGene(const QString& gene)
{
    if (gene == m_marked)
        return;
    m_marked = gene;
    rebuild();
}

int ProfilePlot::pointCount() const
{
    return static_cast<int>(m_points.size());
}

void ProfilePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyPlotStyle(*m_plot, palette());
        rebuild();
    }
}

void ProfilePlot::rebuild()
{
    m_plot->clearPlottables();
    m_plot->clearItems();
    m_plot->xAxis->setLabel(tr("Measured"));
    m_plot->yAxis->setLabel(tr("Predicted"));
    m_plot->setToolTip(m_valueLabel);

    QVector<double> x;
    QVector<double> y;
    double high = 1;
    double low = 0;
    for (const auto& point : m_points) {
        x << point.measured;
        y << point.predicted;
        high = std::max({high, point.measured, point.predicted});
        low = std::min({low, point.measured, point.predicted});
    }
    auto* equal = m_plot->addGraph();
    equal->setPen(QPen(baselineColour(palette()), 1, Qt::DashLine));
    equal->setData({low, high}, {low, high});

    auto* genes = m_plot->addGraph();
    genes->setLineStyle(QCPGraph::lsNone);
    genes->setPen(Qt::NoPen); // else dots without a pen of their own take it
    genes->setScatterStyle(dots(predictedColour(palette()), 5));
    genes->setData(x, y);

    const auto marked = std::find_if(m_points.begin(), m_points.end(),
                                     [this](const auto& point) { return point.gene == m_marked; });
    if (marked != m_points.end()) {
        auto* mark = m_plot->addGraph();
        mark->setLineStyle(QCPGraph::lsNone);
        mark->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle,
                                              QPen(palette().color(QPalette::Text), 2), Qt::NoBrush, 9));
        mark->setData({marked->measured}, {marked->predicted});
        auto* text = new QCPItemText(m_plot);
        text->setText(marked->gene);
        text->setColor(palette().color(QPalette::Text));
        text->setFont(font());
        const bool rightHalf = marked->measured > (low + high) / 2;
        text->setPositionAlignment(Qt::AlignVCenter | (rightHalf ? Qt::AlignRight : Qt::AlignLeft));
        text->setPadding({8, 0, 8, 0});
        text->position->setCoords(marked->measured, marked->predicted);
    }
    const double margin = (high - low) * 0.05;
    m_plot->xAxis->setRange(low - margin, high + margin);
    m_plot->yAxis->setRange(low - margin, high + margin);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ProfilePlot::clickedAt(const QPointF& pos)
{
    double nearest = ClickRadiusPx;
    const ProfilePoint* hit = nullptr;
    for (const auto& point : m_points) {
        const double dx = m_plot->xAxis->coordToPixel(point.measured) - pos.x();
        const double dy = m_plot->yAxis->coordToPixel(point.predicted) - pos.y();
        const double distance = std::hypot(dx, dy);
        if (distance < nearest) {
            nearest = distance;
            hit = &point;
        }
    }
    if (hit != nullptr)
        emit geneClicked(hit->gene);
}

} // namespace transcope::ui
