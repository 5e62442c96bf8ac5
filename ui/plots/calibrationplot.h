#pragma once

#include "core/stats/calibration.h"

#include <QWidget>
#include <span>
#include <vector>

class QCustomPlot;

namespace transcope::ui {

/// Size of the error over the predicted deviation: bins of all genes as a line, one gene's spots as dots, and
/// dashed where the deviation would tell the whole error.
class CalibrationPlot : public QWidget
{
    Q_OBJECT
public:
    explicit CalibrationPlot(QWidget* parent = nullptr);

    void setBins(std::vector<core::CalibrationBin> bins);
    /// Of one gene, per spot; NaN is left out.
    void setDots(std::span<const float> deviations, std::span<const float> errors);
    int binCount() const; ///< for tests
    int dotCount() const; ///< for tests

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();

    QCustomPlot* m_plot;
    std::vector<core::CalibrationBin> m_bins;
    QVector<double> m_x, m_y; ///< of the dots
};

} // namespace transcope::ui
