#pragma once

#include "core/stats/boxsummary.h"

#include <QString>
#include <QWidget>
#include <vector>

class QCustomPlot;
class QLabel;
class QStackedLayout;

namespace transcope::ui {

/// One box: a method or a baseline.
struct CorrelationSeries
{
    QString name;              ///< e.g. "m2ost", "Section mean"
    core::BoxSummary box;      ///< of the per-spot correlations
    double mean = 0;           ///< mean over the defined values
    std::size_t undefined = 0; ///< spots without a correlation
    bool baseline = false;     ///< drawn in grey
};

/// Box plots of per-spot correlation, one per method, side by side.
class CorrelationPlot : public QWidget
{
    Q_OBJECT
public:
    explicit CorrelationPlot(QWidget* parent = nullptr);

    /// Empty: the notice is shown instead.
    void setSeries(const std::vector<CorrelationSeries>& series);
    /// What an empty chart says, e.g. why nothing can be compared.
    void setNotice(const QString& notice);
    int boxCount() const; ///< for tests

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();

    QCustomPlot* m_plot;
    QStackedLayout* m_stack;
    QLabel* m_notice;
    std::vector<CorrelationSeries> m_series;
};

} // namespace transcope::ui
