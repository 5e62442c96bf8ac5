#pragma once

#include "core/base/progress.h"

#include <QPointF>
#include <QString>
#include <optional>

class QLabel;
class QProgressBar;
class QStatusBar;

namespace transcope::ui {

/// Position as text: "x 12,345  y 6,789 px · 8,481, 4,664 µm"; µm only where the scale is known.
QString positionText(const QPointF& level0Px, std::optional<double> umPerPx);
/// Zoom as text: "12.5× · 31 %"; without the magnification where the scale is unknown.
QString magnificationText(double screenPxPerSlidePx, std::optional<double> umPerPx);
/// "12 s", "2 min", "3 h".
QString durationText(double seconds);
/// "about 2 min left", "12 s left"; empty when unknown.
QString timeLeftText(std::optional<double> seconds);

/// The parts of the status bar.
class StatusInfo
{
public:
    explicit StatusInfo(QStatusBar* bar);

    void setPosition(const QString& text);
    void setMagnification(const QString& text);
    void setDevice(const QString& text, const QString& toolTip = {});
    /// Progress of loading or predicting; std::nullopt hides it.
    void setProgress(const QString& what, const std::optional<core::Progress>& progress);

private:
    QLabel* m_position;
    QLabel* m_magnification;
    QLabel* m_device;
    QLabel* m_what;
    QProgressBar* m_progress;
};

} // namespace transcope::ui
