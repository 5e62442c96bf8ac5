#pragma once

#include "ui/slideview/regionlayer.h"

namespace transcope::ui {

/// What the left button draws.
enum class RegionTool {
    None, ///< nothing new: it moves regions and their corners
    Rectangle,
    Polygon,
    Lasso,
    Brush,
};

/// A change that a person made with the mouse.
struct RegionEdit
{
    int region = -1;                     ///< in RegionLayer::regions(); -1: a new one
    std::vector<core::Polygon> polygons; ///< as they are now; empty: nothing of the region is left
};

/// Makes changes of regions out of what the mouse does. Shift adds what is drawn to the current region, Alt
/// takes it away from it; a brush that begins in the current region adds to it, too. Places in screen px.
class RegionEditor
{
public:
    RegionLayer layer;

    RegionTool tool() const { return m_tool; }
    void setTool(RegionTool tool); ///< drops what was begun

    /// The left button went down; false where that means nothing here.
    bool press(QPointF at, Qt::KeyboardModifiers modifiers, const Viewport& viewport);
    void drag(QPointF at, const Viewport& viewport);
    /// The pointer moves with no button down.
    void hover(QPointF at);
    std::optional<RegionEdit> release(const Viewport& viewport);
    /// A double click, or Return: the polygon is complete. Without a tool a double click on a side of the
    /// current region gives it a corner there, and on a corner takes that out.
    std::optional<RegionEdit> complete(std::optional<QPointF> at, const Viewport& viewport);
    /// Whether something that was begun is dropped now.
    bool cancel();
    bool removeLastCorner(); ///< of a polygon that is being drawn

private:
    enum class Hold { Nothing, Corner, Region, Draft };
    enum class Mode { New, Add, TakeAway };

    void begin(QPointF at, Qt::KeyboardModifiers modifiers, const Viewport& viewport);
    bool beginMoving(QPointF at, const Viewport& viewport);
    void moveHeld(QPointF at, const Viewport& viewport);
    std::optional<RegionEdit> ended(const Viewport& viewport);
    QPainterPath drawnPath() const;

    RegionTool m_tool = RegionTool::None;
    Hold m_hold = Hold::Nothing;
    Mode m_mode = Mode::New;
    RegionCorner m_corner;                ///< that is held
    QPointF m_pressed;                    ///< where
    std::vector<core::Polygon> m_changed; ///< the current region, as it would be
    bool m_moved = false;
};

} // namespace transcope::ui
