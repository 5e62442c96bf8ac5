#pragma once

#include "ui/plots/plotstyle.h"

#include <QString>
#include <QWidget>
#include <vector>

class QCustomPlot;

namespace transcope::ui {

/// One line of a chart.
struct Curve
{
    QString name;
    std::vector<double> x, y;
    int marked = -1; ///< point that is marked; −1 none
};

/// Named lines over one another, in colours of their own.
class CurvePlot : public QWidget
{
    Q_OBJECT
public:
    explicit CurvePlot(QWidget* parent = nullptr);

    /// steps: each value holds up to the next x, as of a histogram.
    void setCurves(std::vector<Curve> curves, const QString& xLabel, const QString& yLabel, bool steps);
    core::Result<void> save(const QString& file) { return savePlot(*m_plot, file); }

signals:
    void pointClicked(int curve, int point);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void clickedAt(const QPointF& screenPx);

    QCustomPlot* m_plot;
    std::vector<Curve> m_curves;
    bool m_steps = false;
};

} // namespace transcope::ui
