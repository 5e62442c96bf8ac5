#include "ui/slideview/droppedfile.h"
#include "ui/slideview/slideviewimpl.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QStyleHints>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr double ZoomPerWheelClick = 1.3;
constexpr double ZoomPerKey = 1.6;
constexpr double OpacityPerWheelClick = 0.05;
constexpr double PanPerKey = 0.15;     ///< of the view's width or height
constexpr double DividerReach = 7;     ///< screen px beside it where it is taken
constexpr double DividerPerKey = 0.02; ///< of the view's width
constexpr double WheelClick = 120;     ///< Qt's angle delta of one
constexpr double SlowestFling = 250;   ///< screen px per second at which letting go keeps the slide moving

QCursor cursorOver(ColourBar::Part part)
{
    switch (part) {
    case ColourBar::Part::Low:
    case ColourBar::Part::High:
        return Qt::SplitHCursor;
    case ColourBar::Part::Range:
        return Qt::SizeHorCursor;
    case ColourBar::Part::Panel:
    case ColourBar::Part::None:
        break;
    }
    return Qt::ArrowCursor;
}

/// A pen whose button is held pans also with a tool in hand, as the middle button of a mouse does.
bool isBarrelHeld(const QMouseEvent& event)
{
    return event.pointerType() == QPointingDevice::PointerType::Pen &&
           (event.buttons() & (Qt::RightButton | Qt::MiddleButton));
}

bool isEraser(const QMouseEvent& event)
{
    return event.pointerType() == QPointingDevice::PointerType::Eraser;
}

} // namespace

void SlideView::Impl::press(QMouseEvent* event)
{
    if (drag != Drag::None)
        return;
    const QPointF at = event->position();
    pressedAt = lastAt = at;
    velocity = {};
    dragClock.start();
    dragButton = event->button();
    if (!slide || (dragButton != Qt::LeftButton && dragButton != Qt::MiddleButton))
        return;
    animator.setState(animator.state()); // a press catches a gliding slide
    const bool pansOnly = dragButton == Qt::MiddleButton || isBarrelHeld(*event);
    drag = pansOnly ? Drag::Waiting : begunBy(*event);
    update();
}

/// What the left button does from here on.
SlideView::Impl::Drag SlideView::Impl::begunBy(const QMouseEvent& event)
{
    const QPointF at = event.position();
    const ColourBar::Part part = furniture.colourBar.partAt(at);
    if (part != ColourBar::Part::None) {
        if (part != ColourBar::Part::Panel)
            furniture.colourBar.beginDrag(part, at, spots.scale());
        return Drag::ColourBar;
    }
    if (furniture.legend.rect().contains(at))
        return Drag::Legend;
    if (isOnDivider(at))
        return Drag::Divider;
    if (furniture.minimap.rect().contains(at)) {
        dragMinimap(at);
        return Drag::Minimap;
    }
    if (ruler.isInHand) {
        ruler.begin(viewport().toLevel0().map(at));
        return Drag::Ruler;
    }
    return drawsRegion(event) ? Drag::Region : Drag::Waiting;
}

/// A pen's eraser takes away from the current region, as Alt does, and never makes a new one.
bool SlideView::Impl::drawsRegion(const QMouseEvent& event)
{
    if (!isEraser(event))
        return regions.press(event.position(), event.modifiers(), viewport());
    return regions.layer.currentRegion() != nullptr &&
           regions.press(event.position(), event.modifiers() | Qt::AltModifier, viewport());
}

void SlideView::Impl::move(QMouseEvent* event)
{
    const QPointF at = event->position();
    const bool far = (at - pressedAt).manhattanLength() >= QApplication::startDragDistance() / 2.0;
    if (drag == Drag::Waiting && far) {
        const bool turning = dragButton == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier);
        drag = turning ? Drag::Rotate : Drag::Pan;
        q->setCursor(turning ? Qt::SizeAllCursor : Qt::ClosedHandCursor);
    }
    if (drag == Drag::Pan) {
        trackVelocity(at);
        show(pannedBy(animator.state(), at - lastAt), true);
    } else if (drag == Drag::Rotate) {
        const QPointF middle(q->width() / 2.0, q->height() / 2.0);
        const QPointF before = lastAt - middle, now = at - middle;
        const double degrees =
            (std::atan2(now.y(), now.x()) - std::atan2(before.y(), before.x())) * 180 / M_PI;
        show(rotatedAbout(animator.state(), QSizeF(q->size()), middle, degrees), true);
    } else if (drag == Drag::Minimap) {
        dragMinimap(at);
    } else if (drag == Drag::Region) {
        regions.drag(at, viewport());
        update();
    } else if (drag == Drag::Ruler) {
        ruler.dragTo(viewport().toLevel0().map(at));
        changedRuler();
    } else if (drag == Drag::Divider) {
        moveDivider(at.x() / q->width());
    } else if (drag == Drag::ColourBar && furniture.colourBar.isDragging()) {
        changeRange(furniture.colourBar.dragTo(at));
    }
    lastAt = at;
    hover(at);
}

void SlideView::Impl::release(QMouseEvent* event)
{
    if (event->button() != dragButton)
        return;
    const Drag ended = std::exchange(drag, Drag::None);
    furniture.colourBar.endDrag();
    q->unsetCursor();
    if (ended == Drag::Waiting && dragButton == Qt::LeftButton)
        click(event->position());
    const bool moving = dragClock.elapsed() < 60 && std::hypot(velocity.x(), velocity.y()) > SlowestFling;
    if (ended == Drag::Pan && moving)
        animator.glide(velocity);
    if (const auto category = furniture.legend.categoryAt(event->position());
        ended == Drag::Legend && category && category == furniture.legend.categoryAt(pressedAt))
        emit q->categoryClicked(QString::fromStdString(*category));
    if (ended == Drag::ColourBar)
        updateScale();
    if (ended == Drag::Divider)
        emit q->dividerMoved(divider);
    if (ended == Drag::Region)
        tell(regions.release(viewport()));
    hover(event->position());
}

void SlideView::Impl::tell(const std::optional<RegionEdit>& edit)
{
    update();
    if (edit)
        emit q->regionEdited(edit->region, edit->polygons);
}

void SlideView::Impl::doublePress(QMouseEvent* event)
{
    if (furniture.colourBar.partAt(event->position()) != ColourBar::Part::None)
        resetRange();
    else if (const auto edit = event->button() == Qt::LeftButton && drag == Drag::None
                                   ? regions.complete(event->position(), viewport())
                                   : std::nullopt)
        tell(edit);
    else
        press(event);
}

/// A running mean over the last moves, so that one late event does not throw the slide away.
void SlideView::Impl::trackVelocity(QPointF at)
{
    const double seconds = std::max(0.004, double(dragClock.restart()) / 1000);
    velocity = 0.6 * velocity + 0.4 * ((at - lastAt) / seconds);
}

void SlideView::Impl::hover(QPointF at)
{
    const QPointF level0 = viewport().toLevel0().map(at);
    const ColourBar::Part part = drag == Drag::None ? furniture.colourBar.partAt(at) : ColourBar::Part::None;
    const bool onCategory = drag == Drag::None && furniture.legend.categoryAt(at);
    const bool onFurniture = part != ColourBar::Part::None || furniture.minimap.rect().contains(at) ||
                             furniture.legend.rect().contains(at);
    const bool draws = regions.tool() != RegionTool::None || ruler.isInHand;
    const int spot =
        slide && spots.isDrawn() && !onFurniture && !draws && drag == Drag::None ? spots.spotAt(level0) : -1;
    if (draws && drag == Drag::None && !regions.layer.draft.isEmpty()) {
        regions.hover(at);
        update();
    }
    if (drag == Drag::None && !onFurniture && draws)
        q->setCursor(Qt::CrossCursor);
    else if (drag == Drag::None && !onFurniture && regions.layer.sideAt(at, viewport()))
        q->setCursor(Qt::SizeAllCursor);
    else if (drag == Drag::None)
        q->setCursor(spot >= 0 || onCategory ? Qt::PointingHandCursor : cursorOver(part));
    if (part != furniture.colourBar.hovered() || spot != spots.hovered) {
        furniture.colourBar.setHovered(part);
        spots.hovered = spot;
        update();
    }
    if (slide && !onFurniture)
        emit q->cursorMoved(level0, spot);
}

void SlideView::Impl::leave()
{
    if (spots.hovered >= 0 || furniture.colourBar.hovered() != ColourBar::Part::None) {
        spots.hovered = -1;
        furniture.colourBar.setHovered(ColourBar::Part::None);
        update();
    }
    emit q->cursorLeft();
}

void SlideView::Impl::click(QPointF at)
{
    const QPointF level0 = viewport().toLevel0().map(at);
    emit q->positionClicked(level0);
    if (const int region = regions.layer.regionAt(at, viewport()); region >= 0) {
        emit q->regionClicked(region);
        return;
    }
    emit q->spotClicked(spots.isDrawn() ? spots.spotAt(level0) : -1);
}

void SlideView::Impl::dragMinimap(QPointF at)
{
    ViewState state = animator.state();
    state.centreLevel0Px = furniture.minimap.level0At(at);
    show(state, true);
}

bool SlideView::Impl::isOnDivider(QPointF at) const
{
    return beside && !besideEverywhere && std::abs(at.x() - divider * q->width()) <= DividerReach;
}

void SlideView::Impl::moveDivider(double to)
{
    divider = std::clamp(to, 0.0, 1.0);
    update();
}

void SlideView::Impl::changeRange(core::ValueRange range)
{
    core::ColourScale scale = spots.scale();
    scale.low = range.low;
    scale.high = range.high;
    spots.setScale(scale);
    updateScale();
    emit q->colourRangeChanged(range.low, range.high);
}

void SlideView::Impl::resetRange()
{
    changeRange(core::defaultRange(spots.values(), spots.scale().map == core::ColourMap::Diverging));
}

void SlideView::Impl::wheel(QWheelEvent* event)
{
    const double clicks = event->angleDelta().y() / WheelClick;
    if (!slide || clicks == 0)
        return;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        q->setOverlayOpacity(spots.opacity + clicks * OpacityPerWheelClick);
        emit q->overlayOpacityChanged(spots.opacity);
        return;
    }
    fitted = false;
    animator.zoomAbout(event->position(), std::pow(ZoomPerWheelClick, clicks));
    requestTiles(false);
}

void SlideView::Impl::panStep(int right, int down)
{
    const QPointF step(-right * PanPerKey * q->width(), -down * PanPerKey * q->height());
    animator.moveTo(pannedBy(animator.destination(), step));
}

/// Alt and a digit switch a category of the legend off and on.
bool SlideView::Impl::categoryKey(const QKeyEvent& event)
{
    const int number = event.key() - Qt::Key_1;
    if (event.modifiers() != Qt::AltModifier || number < 0 || number > Qt::Key_9 - Qt::Key_1)
        return false;
    const auto category = furniture.legend.category(std::size_t(number));
    if (category)
        emit q->categoryClicked(QString::fromStdString(*category));
    return category.has_value();
}

/// Of a polygon that is being drawn.
bool SlideView::Impl::regionKey(const QKeyEvent& event)
{
    if (regions.layer.draft.isEmpty())
        return false;
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        tell(regions.complete(std::nullopt, viewport()));
        return true;
    }
    const bool removed = event.key() == Qt::Key_Backspace && regions.removeLastCorner();
    update();
    return removed;
}

bool SlideView::Impl::rulerKey(const QKeyEvent& event)
{
    if (!ruler.isInHand || (event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter))
        return false;
    ruler.mark(animator.state().centreLevel0Px);
    changedRuler();
    return true;
}

void SlideView::Impl::changedRuler()
{
    update();
    if (ruler.lineLevel0Px) // the tool may have been laid down meanwhile
        emit q->measured(*ruler.lineLevel0Px);
}

bool SlideView::Impl::key(QKeyEvent* event)
{
    if (slide && rulerKey(*event))
        return true;
    if (slide && regionKey(*event))
        return true;
    if (slide && categoryKey(*event))
        return true;
    if (!slide || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const bool isSideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (beside && isSideways && event->modifiers().testFlag(Qt::ShiftModifier)) {
        moveDivider(divider + (event->key() == Qt::Key_Left ? -DividerPerKey : DividerPerKey));
        emit q->dividerMoved(divider);
        return true;
    }
    const QPointF middle(q->width() / 2.0, q->height() / 2.0);
    ViewState oneToOne = animator.state();
    oneToOne.screenPxPerSlidePx = 1;
    switch (event->key()) {
    case Qt::Key_O:
        q->setOverlayVisible(!spots.visible);
        emit q->overlayVisibleChanged(spots.visible);
        return true;
    case Qt::Key_0:
        whole = fitted && !whole; // once more shows the rest of the glass
        animator.moveTo(fittedState());
        fitted = true;
        requestTiles(false);
        return true;
    case Qt::Key_Left:
        panStep(-1, 0);
        break;
    case Qt::Key_Right:
        panStep(1, 0);
        break;
    case Qt::Key_Up:
        panStep(0, -1);
        break;
    case Qt::Key_Down:
        panStep(0, 1);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        animator.zoomAbout(middle, ZoomPerKey);
        break;
    case Qt::Key_Minus:
        animator.zoomAbout(middle, 1 / ZoomPerKey);
        break;
    case Qt::Key_1:
        animator.moveTo(oneToOne);
        break;
    default:
        return false;
    }
    fitted = false;
    requestTiles(false);
    return true;
}

/// The fingers of a touchpad, which come closer, turn or go along with each other.
bool SlideView::Impl::nativeGesture(QNativeGestureEvent* event)
{
    if (!slide)
        return false;
    const QSizeF size(q->size());
    const QPointF at = q->mapFromGlobal(event->globalPosition()); // position() is in the window's px
    const ViewState now = animator.state();
    switch (event->gestureType()) {
    case Qt::ZoomNativeGesture: {
        ViewState wanted = now;
        wanted.screenPxPerSlidePx *= std::max(0.1, 1 + event->value());
        const double allowed = limitedView(wanted, size, slideSize()).screenPxPerSlidePx;
        show(zoomedAbout(now, size, at, allowed), true);
        break;
    }
    case Qt::RotateNativeGesture:
        show(rotatedAbout(now, size, at, event->value()), true);
        break;
    case Qt::PanNativeGesture:
        show(pannedBy(now, event->delta()), true);
        break;
    default:
        return false;
    }
    event->accept();
    return true;
}

bool SlideView::event(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture &&
        m_impl->nativeGesture(static_cast<QNativeGestureEvent*>(event)))
        return true;
    return QWidget::event(event);
}

void SlideView::mousePressEvent(QMouseEvent* event)
{
    m_impl->press(event);
}

void SlideView::mouseMoveEvent(QMouseEvent* event)
{
    m_impl->move(event);
}

void SlideView::mouseReleaseEvent(QMouseEvent* event)
{
    m_impl->release(event);
}

void SlideView::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_impl->doublePress(event);
}

void SlideView::leaveEvent(QEvent*)
{
    m_impl->leave();
}

void SlideView::wheelEvent(QWheelEvent* event)
{
    m_impl->wheel(event);
    event->accept();
}

void SlideView::keyPressEvent(QKeyEvent* event)
{
    if (!takeKey(event))
        QWidget::keyPressEvent(event);
}

void SlideView::dragEnterEvent(QDragEnterEvent* event)
{
    if (droppedFile(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    m_impl->furniture.dropHighlighted = true;
    m_impl->update();
}

void SlideView::dragLeaveEvent(QDragLeaveEvent*)
{
    m_impl->furniture.dropHighlighted = false;
    m_impl->update();
}

void SlideView::dropEvent(QDropEvent* event)
{
    m_impl->furniture.dropHighlighted = false;
    m_impl->update();
    emit fileDropped(droppedFile(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace transcope::ui
