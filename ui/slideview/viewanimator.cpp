#include "ui/slideview/viewanimator.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr int FrameMilliseconds = 12;
constexpr double ApproachSeconds = 0.055; ///< in which 63 % of the way is gone
constexpr double GlideSeconds = 0.28;     ///< in which the speed falls to 37 %
constexpr double SlowestGlide = 25;       ///< screen px per second
/// After a stall (the machine was busy) the view goes on from where it was instead of jumping.
constexpr double LongestStepSeconds = 0.05;

double between(double from, double to, double share)
{
    return from + (to - from) * share;
}

} // namespace

ViewAnimator::ViewAnimator(QObject* parent) : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(FrameMilliseconds);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { advance(std::min(LongestStepSeconds, double(m_clock.restart()) / 1000)); });
}

void ViewAnimator::setFrame(QSizeF viewScreenPx, core::SizeI slideLevel0Px)
{
    m_size = viewScreenPx;
    m_slide = slideLevel0Px;
}

void ViewAnimator::setState(const ViewState& state)
{
    stop();
    m_state = state;
}

ViewState ViewAnimator::destination() const
{
    if (const auto* zoom = std::get_if<Zoom>(&m_movement))
        return limited(zoomedAbout(m_state, m_size, zoom->anchorScreenPx, zoom->scale));
    if (const auto* goal = std::get_if<ViewState>(&m_movement))
        return *goal;
    return m_state;
}

void ViewAnimator::zoomAbout(QPointF anchor, double factor)
{
    ViewState wanted = m_state;
    wanted.screenPxPerSlidePx = destination().screenPxPerSlidePx * factor;
    start(Zoom{anchor, limited(wanted).screenPxPerSlidePx});
}

void ViewAnimator::moveTo(const ViewState& destination)
{
    start(limited(destination));
}

void ViewAnimator::glide(QPointF velocity)
{
    start(Glide{velocity});
}

void ViewAnimator::stop()
{
    m_timer.stop();
    m_movement = std::monostate();
}

void ViewAnimator::start(Movement movement)
{
    m_movement = movement;
    if (m_timer.isActive())
        return;
    m_clock.start();
    m_timer.start();
}

void ViewAnimator::advance(double seconds)
{
    const double share = 1 - std::exp(-seconds / ApproachSeconds);
    const bool arrived =
        std::visit([&](auto& movement) { return step(movement, share, seconds); }, m_movement);
    if (arrived)
        stop();
    emit moved(m_state);
    if (arrived)
        emit stopped();
}

bool ViewAnimator::step(const Zoom& zoom, double share, double)
{
    const double left = std::log(zoom.scale / m_state.screenPxPerSlidePx);
    const bool arrived = std::abs(left) < 0.002;
    const double scale = arrived ? zoom.scale : m_state.screenPxPerSlidePx * std::exp(left * share);
    m_state = limited(zoomedAbout(m_state, m_size, zoom.anchorScreenPx, scale));
    return arrived;
}

bool ViewAnimator::step(const ViewState& goal, double share, double)
{
    const double zoomLeft = std::log(goal.screenPxPerSlidePx / m_state.screenPxPerSlidePx);
    const double turnLeft = std::remainder(goal.rotationDegrees - m_state.rotationDegrees, 360.0);
    const QPointF way = (goal.centreLevel0Px - m_state.centreLevel0Px) * goal.screenPxPerSlidePx;
    if (std::abs(zoomLeft) < 0.002 && std::abs(turnLeft) < 0.05 && way.manhattanLength() < 0.3) {
        m_state = goal;
        return true;
    }
    m_state.screenPxPerSlidePx *= std::exp(zoomLeft * share);
    m_state.rotationDegrees += turnLeft * share;
    m_state.centreLevel0Px = {between(m_state.centreLevel0Px.x(), goal.centreLevel0Px.x(), share),
                              between(m_state.centreLevel0Px.y(), goal.centreLevel0Px.y(), share)};
    return false;
}

bool ViewAnimator::step(Glide& glide, double, double seconds)
{
    m_state = limited(pannedBy(m_state, glide.velocity * seconds));
    glide.velocity *= std::exp(-seconds / GlideSeconds);
    return std::hypot(glide.velocity.x(), glide.velocity.y()) < SlowestGlide;
}

} // namespace transcope::ui
