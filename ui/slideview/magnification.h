#pragma once

#include <QString>
#include <array>

namespace transcope::ui {

/// The convention of slide viewers: at 1× a screen px shows 10 µm, so that a scan of 0.25 µm per px is seen
/// at 40× one to one. Screen px are device-independent: tissue at 20× is as large on a screen that is scaled.
inline constexpr double UmPerPxAtOneTimes = 10;

/// Those of a microscope's turret.
inline constexpr std::array Magnifications = {1, 2, 4, 5, 10, 20, 40};

/// umPerPx: µm per level-0 px, above 0.
constexpr double magnificationOf(double screenPxPerSlidePx, double umPerPx)
{
    return UmPerPxAtOneTimes / umPerPx * screenPxPerSlidePx;
}

/// Screen px per level-0 px.
constexpr double scaleOf(double magnification, double umPerPx)
{
    return magnification * umPerPx / UmPerPxAtOneTimes;
}

/// As a person reads it, with three digits: "0.532×", "20×", "1,280×".
QString timesText(double magnification);

} // namespace transcope::ui
