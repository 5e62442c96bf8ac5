#pragma once

#include "ui/slideview/viewport.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <variant>

namespace transcope::ui {

/// Moves a view smoothly: wheel zoom about the cursor, keyboard steps, and the glide after a quick drag. Each
/// step approaches its goal by a share of what is left, so that new wheel clicks join in without a jerk.
class ViewAnimator : public QObject
{
    Q_OBJECT
public:
    explicit ViewAnimator(QObject* parent = nullptr);

    /// Where movements start and what limits them; ends none of them.
    void setFrame(QSizeF viewScreenPx, core::SizeI slideLevel0Px);
    /// Takes this view as the present one and stops.
    void setState(const ViewState& state);
    const ViewState& state() const { return m_state; }
    /// Where the movement under way will end; state() if none is.
    ViewState destination() const;
    bool isMoving() const { return m_timer.isActive(); }

    void zoomAbout(QPointF anchorScreenPx, double factor);
    void moveTo(const ViewState& destination);
    /// Keeps going at this speed (screen px per second) and slows down.
    void glide(QPointF velocity);
    void stop();

    /// One step; called by the timer, and by tests.
    void advance(double seconds);

signals:
    void moved(const transcope::ui::ViewState& state);
    void stopped();

private:
    struct Zoom
    {
        QPointF anchorScreenPx;
        double scale;
    };
    struct Glide
    {
        QPointF velocity;
    };
    using Movement = std::variant<std::monostate, Zoom, ViewState, Glide>;

    void start(Movement movement);
    bool step(const Zoom& zoom, double share, double seconds);
    bool step(const ViewState& destination, double share, double seconds);
    bool step(Glide& glide, double share, double seconds);
    bool step(std::monostate, double, double) { return true; }
    ViewState limited(const ViewState& state) const { return limitedView(state, m_size, m_slide); }

    QSizeF m_size;
    core::SizeI m_slide;
    ViewState m_state;
    Movement m_movement;
    QTimer m_timer;
    QElapsedTimer m_clock;
};

} // namespace transcope::ui
