#pragma once

#include <QPointF>

namespace transcope::ui {

/// What part of a slide a view shows; shared between linked views.
struct ViewState
{
    QPointF centreLevel0Px;        ///< level-0 px under the middle of the widget
    double screenPxPerSlidePx = 1; ///< device-independent screen px per level-0 px; 1 = "1:1"
    double rotationDegrees = 0;    ///< clockwise
    bool operator==(const ViewState&) const = default;
};

} // namespace transcope::ui
