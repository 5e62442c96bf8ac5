#include "ui/plots/curveplot.h"

#include "ui/language/everylanguage.h"
#include "ui/plots/plotstyle.h"

#include <QEvent>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>
#include <qcustomplot.h>

namespace transcope::ui {

namespace {

constexpr double ClickRadiusPx = 8;

/// Okabe and Ito's, which most colour-blind people tell apart.
constexpr std::array<QRgb, 6> Colours{0xff0072b2, 0xffe69f00, 0xff009e73, 0xffcc79a7, 0xffd55e00, 0xff56b4e9};

} // namespace

CurvePlot::CurvePlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setMinimumSize(120, 80);
    // Beside the curves, which it would hide.
    auto* side = new QCPLayoutGrid;
    m_plot->plotLayout()->addElement(0, 1, side);
    m_plot->plotLayout()->setColumnStretchFactor(1, 0.001);
    side->addElement(0, 0, m_plot->legend);
    side->addElement(1, 0, new QCPLayoutElement(m_plot)); // takes the room below
    side->setRowStretchFactor(0, 0.001);
    inEveryLanguage(this, [this] { rebuild(); }); // numbers too
    connect(m_plot, &QCustomPlot::mousePress, this,
            [this](QMouseEvent* event) { clickedAt(event->position()); });
}

void CurvePlot::setCurves(std::vector<Curve> curves, const QString& xLabel, const QString& yLabel, bool steps)
{
    m_curves = std::move(curves);
    m_steps = steps;
    m_plot->xAxis->setLabel(xLabel);
    m_plot->yAxis->setLabel(yLabel);
    rebuild();
}

void CurvePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        rebuild();
}

void CurvePlot::rebuild()
{
    applyPlotStyle(*m_plot, palette());
    m_plot->clearPlottables();
    m_plot->legend->setVisible(!m_curves.empty());
    m_plot->legend->setBrush(palette().color(QPalette::Base));
    m_plot->legend->setTextColor(palette().color(QPalette::Text));
    m_plot->legend->setFont(font());
    m_plot->legend->setBorderPen(Qt::NoPen);
    for (std::size_t c = 0; c < m_curves.size(); ++c) {
        const auto& curve = m_curves[c];
        const QColor colour(Colours[c % Colours.size()]);
        auto* line = m_plot->addGraph();
        line->setName(curve.name);
        line->setLineStyle(m_steps ? QCPGraph::lsStepLeft : QCPGraph::lsLine);
        line->setPen(QPen(colour, 1.6));
        line->setData(QVector<double>(curve.x.begin(), curve.x.end()),
                      QVector<double>(curve.y.begin(), curve.y.end()), true);
        if (curve.marked < 0)
            continue;
        auto* mark = m_plot->addGraph();
        mark->removeFromLegend();
        mark->setLineStyle(QCPGraph::lsNone);
        mark->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colour.darker(130), 2),
                                              QBrush(palette().color(QPalette::Base)), 8));
        mark->setData({curve.x[std::size_t(curve.marked)]}, {curve.y[std::size_t(curve.marked)]});
    }
    m_plot->rescaleAxes();
    m_plot->yAxis->scaleRange(1.1);
    if (m_steps)
        m_plot->yAxis->setRangeLower(0);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::clickedAt(const QPointF& at)
{
    double nearest = ClickRadiusPx;
    std::pair<int, int> hit{-1, -1};
    for (std::size_t c = 0; c < m_curves.size(); ++c)
        for (std::size_t p = 0; p < m_curves[c].x.size(); ++p) {
            const double distance = std::hypot(m_plot->xAxis->coordToPixel(m_curves[c].x[p]) - at.x(),
                                               m_plot->yAxis->coordToPixel(m_curves[c].y[p]) - at.y());
            if (distance < nearest) {
                nearest = distance;
                hit = {int(c), int(p)};
            }
        }
    if (hit.first >= 0)
        emit pointClicked(hit.first, hit.second);
}

} // namespace transcope::ui
