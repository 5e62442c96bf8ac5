#pragma once

#include "ui/slideview/canvas.h"
#include "ui/slideview/furniture.h"
#include "ui/slideview/regioneditor.h"
#include "ui/slideview/slideview.h"
#include "ui/slideview/spotlayer.h"
#include "ui/slideview/tilesource.h"
#include "ui/slideview/viewanimator.h"

#include <QElapsedTimer>
#include <QNativeGestureEvent>
#include <QPointer>
#include <QTimer>

namespace transcope::ui {

/// What a SlideView consists of; its input handling is in slideviewinput.cpp.
struct SlideView::Impl
{
    explicit Impl(SlideView* view);

    SlideView* q;
    Canvas* canvas = nullptr; ///< a child widget of the view
    std::shared_ptr<const core::Slide> slide;
    std::shared_ptr<TileSource> source;
    SpotLayer spots;
    RegionEditor regions;
    Ruler ruler;
    Furniture furniture;
    FurnitureStyle style;
    ViewAnimator animator;
    QTimer tilesCame;           ///< runs while tiles that came are not drawn yet
    bool extentIsOld = true;    ///< of the colour bar; brought up to date by the next frame
    QPointer<SlideView> beside; ///< whose spots lie right of the divider
    bool besideEverywhere = false;
    double divider = 0.5; ///< of the width
    QRectF content;       ///< level-0 px; empty: the whole slide
    bool fitted = true;   ///< the view follows the widget's size until it is moved
    bool whole = false;   ///< it is the whole slide that it fits

    // Drawing
    void makeCanvas(bool openGl);
    Scene scene();
    void addBeside(Scene& scene);
    void update() { canvas->widget()->update(); }
    Viewport viewport() const;
    void requestTiles(bool evenIfUnchanged);
    void updateScale();
    void updateStyle();
    bool tilesComplete();
    void takeTile();

    // View
    core::SizeI slideSize() const { return slide ? slide->sizeLevel0Px() : core::SizeI{1, 1}; }
    /// Follows the widget's size, also before it has been shown.
    void syncSize();
    ViewState fittedState() const;
    /// Shows a view without animation. byUser: tells linked views.
    void show(const ViewState& state, bool byUser);
    void moved();

    // Input
    enum class Drag { None, Waiting, Pan, Rotate, Minimap, ColourBar, Legend, Divider, Region, Ruler };
    void press(QMouseEvent* event);
    Drag begunBy(const QMouseEvent& event);
    bool drawsRegion(const QMouseEvent& event);
    void move(QMouseEvent* event);
    void release(QMouseEvent* event);
    void hover(QPointF at);
    void leave();
    void click(QPointF at);
    void wheel(QWheelEvent* event);
    bool key(QKeyEvent* event);
    bool categoryKey(const QKeyEvent& event);
    bool regionKey(const QKeyEvent& event);
    bool rulerKey(const QKeyEvent& event);
    void changedRuler(); ///< by the user
    void doublePress(QMouseEvent* event);
    void tell(const std::optional<RegionEdit>& edit);
    bool nativeGesture(QNativeGestureEvent* event);
    void resetRange();
    void changeRange(core::ValueRange range);
    void dragMinimap(QPointF at);
    void trackVelocity(QPointF at);
    void panStep(int right, int down);
    bool isOnDivider(QPointF at) const;
    void moveDivider(double to);

    Drag drag = Drag::None;
    Qt::MouseButton dragButton = Qt::NoButton;
    QPointF pressedAt;
    QPointF lastAt;
    QPointF velocity; ///< of the drag, screen px per second
    QElapsedTimer dragClock;
    std::vector<TileKey> wanted;
};

} // namespace transcope::ui
