#pragma once

#include "ui/plots/plotstyle.h"

#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

class QCustomPlot;

namespace transcope::ui {

/// Scatter plot of one gene: every spot's measured value across, predicted value up, with the line where both
/// are equal and the one that fits. A click names a spot, a drag those within a rectangle; spots can be
/// marked.
class SpotScatter : public QWidget
{
    Q_OBJECT
public:
    /// More points than can be told apart are thinned evenly.
    static constexpr std::size_t MostPoints = 20'000;

    explicit SpotScatter(QWidget* parent = nullptr);

    /// Per spot; NaN is left out. slope NaN: no line is drawn.
    void setValues(std::vector<float> measured, std::vector<float> predicted, double slope, double intercept);
    void setLabels(const QString& measured, const QString& predicted, const QString& toolTip);
    /// Ringed; those that are not drawn too.
    void setMarked(const std::vector<int>& spots);
    core::Result<void> save(const QString& file) { return savePlot(*m_plot, file); }

signals:
    void spotClicked(int spot); ///< −1: beside all
    void brushed(const std::vector<int>& spots);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void addDots(const std::vector<int>& spots, bool marked);
    void clickedAt(const QPointF& screenPx);
    void brushedWithin(const QRect& screenPx);
    bool isKnown(std::size_t spot) const;

    QCustomPlot* m_plot;
    std::vector<float> m_measured, m_predicted;
    double m_slope = 0, m_intercept = 0;
    std::vector<int> m_marked;
};

} // namespace transcope::ui
