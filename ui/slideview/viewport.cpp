#include "ui/slideview/viewport.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr double FitMargin = 0.03;

QTransform turnAndScale(const ViewState& state)
{
    QTransform t;
    t.rotate(state.rotationDegrees);
    t.scale(state.screenPxPerSlidePx, state.screenPxPerSlidePx);
    return t;
}

/// Keeps `anchor` in place while rotation and scale go from those of `from` to those of `to`.
ViewState anchored(const ViewState& from, ViewState to, QSizeF size, QPointF anchor)
{
    const QPointF fromMiddle = anchor - QPointF(size.width() / 2, size.height() / 2);
    to.centreLevel0Px = from.centreLevel0Px + turnAndScale(from).inverted().map(fromMiddle) -
                        turnAndScale(to).inverted().map(fromMiddle);
    return to;
}

bool isPowerOfTwo(double value)
{
    const double exponent = std::log2(value);
    return std::abs(exponent - std::round(exponent)) < 1e-9;
}

} // namespace

Viewport::Viewport(QSizeF sizeScreenPx, double devicePixelRatio, const ViewState& state)
    : m_size(sizeScreenPx), m_devicePixelRatio(devicePixelRatio), m_state(state)
{
    const QTransform turned = turnAndScale(state);
    QPointF shift =
        QPointF(sizeScreenPx.width() / 2, sizeScreenPx.height() / 2) - turned.map(state.centreLevel0Px);
    if (state.rotationDegrees == 0 && isPowerOfTwo(state.screenPxPerSlidePx * devicePixelRatio))
        shift = {std::round(shift.x() * devicePixelRatio) / devicePixelRatio,
                 std::round(shift.y() * devicePixelRatio) / devicePixelRatio};
    m_toScreen = turned * QTransform::fromTranslate(shift.x(), shift.y());
    m_toLevel0 = m_toScreen.inverted();
}

QRectF Viewport::visibleLevel0Px() const
{
    return m_toLevel0.mapRect(QRectF({0, 0}, m_size));
}

QPolygonF Viewport::outlineLevel0Px() const
{
    const double w = m_size.width(), h = m_size.height();
    return m_toLevel0.map(QPolygonF({QPointF(0, 0), QPointF(w, 0), QPointF(w, h), QPointF(0, h)}));
}

ViewState fittingView(QSizeF size, const QRectF& part, double rotationDegrees)
{
    ViewState state{part.center(), 1, rotationDegrees};
    const QRectF turned = turnAndScale(state).mapRect(part);
    const double room = 1 - 2 * FitMargin;
    state.screenPxPerSlidePx =
        std::min({room * size.width() / turned.width(), room * size.height() / turned.height(), MaxScale});
    return state;
}

ViewState fittingView(QSizeF size, core::SizeI slide, double rotationDegrees)
{
    return fittingView(size, QRectF(0, 0, double(slide.width), double(slide.height)), rotationDegrees);
}

ViewState limitedView(ViewState state, QSizeF size, core::SizeI slide)
{
    const double whole = fittingView(size, slide, state.rotationDegrees).screenPxPerSlidePx;
    state.screenPxPerSlidePx = std::clamp(state.screenPxPerSlidePx, std::min(whole, 1.0), MaxScale);
    state.centreLevel0Px = {std::clamp(state.centreLevel0Px.x(), 0.0, double(slide.width)),
                            std::clamp(state.centreLevel0Px.y(), 0.0, double(slide.height))};
    return state;
}

ViewState zoomedAbout(const ViewState& state, QSizeF size, QPointF anchor, double newScale)
{
    ViewState zoomed = state;
    zoomed.screenPxPerSlidePx = newScale;
    return anchored(state, zoomed, size, anchor);
}

ViewState pannedBy(const ViewState& state, QPointF deltaScreenPx)
{
    ViewState panned = state;
    panned.centreLevel0Px -= turnAndScale(state).inverted().map(deltaScreenPx);
    return panned;
}

ViewState rotatedAbout(const ViewState& state, QSizeF size, QPointF anchor, double degrees)
{
    ViewState turned = state;
    turned.rotationDegrees = std::remainder(state.rotationDegrees + degrees, 360.0);
    return anchored(state, turned, size, anchor);
}

} // namespace transcope::ui
