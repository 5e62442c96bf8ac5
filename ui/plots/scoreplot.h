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
struct ScoreSeries
{
    QString name;              ///< e.g. "m2ost", "Section mean"
    core::BoxSummary box;      ///< of the scores
    double mean = 0;           ///< mean over the defined values
    std::size_t undefined = 0; ///< spots or genes without a score
    QString note;              ///< what more is said beneath it; may be empty
    bool baseline = false;     ///< drawn in grey
};

/// Box plots of one score, one per method, side by side.
class ScorePlot : public QWidget
{
    Q_OBJECT
public:
    explicit ScorePlot(QWidget* parent = nullptr);

    /// Without series the notice is shown instead. isCorrelation: the score lies between −1 and 1, else from
    /// 0 on.
    void setSeries(const std::vector<ScoreSeries>& series, bool isCorrelation);
    /// What an empty chart says, e.g. why nothing can be compared.
    void setNotice(const QString& notice);
    int boxCount() const; ///< for tests

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild();

    QCustomPlot* m_plot;
    QStackedLayout* m_stack;
    QLabel* m_notice;
    std::vector<ScoreSeries> m_series;
    bool m_isCorrelation = true;
};

} // namespace transcope::ui
