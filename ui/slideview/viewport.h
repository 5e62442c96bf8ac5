#pragma once

#include "core/base/geometry.h"
#include "ui/slideview/viewstate.h"

#include <QPolygonF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace transcope::ui {

/// Where level-0 px lie on the screen for one view state: rotation about the view's centre, then scale.
/// Screen px are device-independent and count from the widget's top left corner.
class Viewport
{
public:
    Viewport() = default;
    /// devicePixelRatio: physical px per screen px. Unrotated views whose scale is a power of two are moved
    /// by less than half a physical px so that slide px fall onto physical px: 1:1 is then sharp.
    Viewport(QSizeF sizeScreenPx, double devicePixelRatio, const ViewState& state);

    QSizeF sizeScreenPx() const { return m_size; }
    double devicePixelRatio() const { return m_devicePixelRatio; }
    const ViewState& state() const { return m_state; }
    double scale() const { return m_state.screenPxPerSlidePx; }

    /// Level-0 px → screen px.
    const QTransform& toScreen() const { return m_toScreen; }
    /// Screen px → level-0 px.
    const QTransform& toLevel0() const { return m_toLevel0; }
    /// The smallest upright rectangle of the slide that holds all that is visible, in level-0 px.
    QRectF visibleLevel0Px() const;
    /// The corners of the widget on the slide, in level-0 px.
    QPolygonF outlineLevel0Px() const;

private:
    QSizeF m_size;
    double m_devicePixelRatio = 1;
    ViewState m_state;
    QTransform m_toScreen;
    QTransform m_toLevel0;
};

/// Screen px per slide px at most.
inline constexpr double MaxScale = 64;

/// The view that shows a part of the slide, or all of it, with a margin of 3 % of the widget on each side.
ViewState fittingView(QSizeF sizeScreenPx, const QRectF& partLevel0Px, double rotationDegrees = 0);
ViewState fittingView(QSizeF sizeScreenPx, core::SizeI slideLevel0Px, double rotationDegrees = 0);

/// The nearest allowed view: scale from the fitting one (or 1:1, if smaller) to MaxScale, centre on the
/// slide.
ViewState limitedView(ViewState state, QSizeF sizeScreenPx, core::SizeI slideLevel0Px);

/// Changes the scale so that what lies under `anchorScreenPx` stays there.
ViewState zoomedAbout(const ViewState& state, QSizeF sizeScreenPx, QPointF anchorScreenPx, double newScale);

/// Moves the slide by a distance on the screen, as if it were dragged.
ViewState pannedBy(const ViewState& state, QPointF deltaScreenPx);

/// Turns the slide about a point on the screen.
ViewState rotatedAbout(const ViewState& state, QSizeF sizeScreenPx, QPointF anchorScreenPx, double degrees);

} // namespace transcope::ui
