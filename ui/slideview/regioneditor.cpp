#include "ui/slideview/regioneditor.h"

#include "ui/slideview/regionpath.h"

#include <QPainterPathStroker>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr double BrushScreenPx = 36;  ///< across; zooming makes it finer or coarser on the slide
constexpr double StepScreenPx = 2;    ///< between points of a lasso or a brush
constexpr double LassoScreenPx = 0.7; ///< that its corners may be beside what was drawn
constexpr double CloseScreenPx = 9;   ///< from a polygon's first corner, where a click completes it
constexpr double SmallestScreenPx = 3;

double distanceOf(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

} // namespace

void RegionEditor::setTool(RegionTool tool)
{
    cancel();
    m_tool = tool;
}

bool RegionEditor::press(QPointF at, Qt::KeyboardModifiers modifiers, const Viewport& viewport)
{
    m_pressed = at;
    m_moved = false;
    if (m_tool == RegionTool::None)
        return beginMoving(at, viewport);
    if (m_tool != RegionTool::Polygon || layer.draft.isEmpty())
        begin(at, modifiers, viewport);
    else if (layer.draft.size() > 3 && distanceOf(at, layer.draft.front()) <= CloseScreenPx)
        m_moved = true; // complete when let go
    else {
        layer.draft.back() = at;
        layer.draft << at; // which follows the pointer
    }
    m_hold = Hold::Draft;
    return true;
}

void RegionEditor::begin(QPointF at, Qt::KeyboardModifiers modifiers, const Viewport& viewport)
{
    const auto* current = layer.currentRegion();
    const QPointF level0 = viewport.toLevel0().map(at);
    const bool inside = current != nullptr && core::contains(*current, {level0.x(), level0.y()});
    m_mode = Mode::New;
    if (current != nullptr && modifiers.testFlag(Qt::AltModifier))
        m_mode = Mode::TakeAway;
    else if (current != nullptr &&
             (modifiers.testFlag(Qt::ShiftModifier) || (m_tool == RegionTool::Brush && inside)))
        m_mode = Mode::Add;
    layer.draftTakesAway = m_mode == Mode::TakeAway;
    layer.draftIsClosed = m_tool != RegionTool::Brush;
    layer.draftWidth = m_tool == RegionTool::Brush ? BrushScreenPx : 0;
    layer.draft = m_tool == RegionTool::Polygon ? QPolygonF({at, at}) : QPolygonF({at});
}

bool RegionEditor::beginMoving(QPointF at, const Viewport& viewport)
{
    const auto corner = layer.cornerAt(at, viewport);
    const auto side = corner ? corner : layer.sideAt(at, viewport);
    if (!side)
        return false;
    m_hold = corner ? Hold::Corner : Hold::Region;
    m_corner = *side;
    m_changed = layer.currentRegion()->polygons;
    return true;
}

void RegionEditor::drag(QPointF at, const Viewport& viewport)
{
    if (m_hold == Hold::Corner || m_hold == Hold::Region) {
        m_moved = m_moved || distanceOf(at, m_pressed) >= SmallestScreenPx;
        if (m_moved)
            moveHeld(at, viewport);
    } else if (m_tool == RegionTool::Rectangle) {
        // Upright on the screen, also where the slide is turned.
        const QPointF first = layer.draft.front();
        layer.draft = QPolygonF({first, {at.x(), first.y()}, at, {first.x(), at.y()}});
    } else if (m_tool == RegionTool::Polygon) {
        hover(at);
    } else if (m_tool != RegionTool::None && distanceOf(at, layer.draft.back()) >= StepScreenPx) {
        layer.draft << at;
    }
}

void RegionEditor::moveHeld(QPointF at, const Viewport& viewport)
{
    const QPointF level0Px = viewport.toLevel0().map(at);
    auto polygons = layer.currentRegion()->polygons;
    if (m_hold == Hold::Corner) {
        ringAt(polygons, m_corner)[m_corner.corner] = {level0Px.x(), level0Px.y()};
    } else {
        const QPointF by = level0Px - viewport.toLevel0().map(m_pressed);
        const auto shift = [&](core::Ring& ring) {
            for (auto& corner : ring)
                corner = {corner.x + by.x(), corner.y + by.y()};
        };
        for (auto& polygon : polygons) {
            shift(polygon.outline);
            for (auto& hole : polygon.holes)
                shift(hole);
        }
    }
    m_changed = polygons;
    layer.setPreview(std::move(polygons));
}

void RegionEditor::hover(QPointF at)
{
    if (m_tool == RegionTool::Polygon && layer.draft.size() > 1)
        layer.draft.back() = at;
}

std::optional<RegionEdit> RegionEditor::release(const Viewport& viewport)
{
    const Hold held = std::exchange(m_hold, Hold::Nothing);
    if (held == Hold::Draft)
        return m_tool == RegionTool::Polygon && !m_moved ? std::nullopt : ended(viewport);
    layer.setPreview(std::nullopt);
    if (held == Hold::Nothing || !m_moved)
        return std::nullopt;
    return RegionEdit{layer.current(), std::exchange(m_changed, {})};
}

std::optional<RegionEdit> RegionEditor::complete(std::optional<QPointF> at, const Viewport& viewport)
{
    if (m_tool == RegionTool::Polygon && layer.draft.size() > 3)
        return ended(viewport);
    if (m_tool != RegionTool::None || !at)
        return std::nullopt;
    const auto corner = layer.cornerAt(*at, viewport);
    const auto place = corner ? corner : layer.sideAt(*at, viewport);
    if (!place)
        return std::nullopt;
    auto polygons = layer.currentRegion()->polygons;
    auto& ring = ringAt(polygons, *place);
    const auto begin = ring.begin() + std::ptrdiff_t(place->corner);
    const QPointF level0 = viewport.toLevel0().map(*at);
    if (!corner)
        ring.insert(begin + 1, {level0.x(), level0.y()});
    else if (ring.size() > 3)
        ring.erase(begin);
    else
        return std::nullopt;
    return RegionEdit{layer.current(), std::move(polygons)};
}

QPainterPath RegionEditor::drawnPath() const
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    if (m_tool == RegionTool::Brush && layer.draft.size() == 1) {
        path.addEllipse(layer.draft.front(), BrushScreenPx / 2, BrushScreenPx / 2);
    } else if (m_tool == RegionTool::Brush) {
        path.addPolygon(simplerLine(layer.draft, LassoScreenPx));
        QPainterPathStroker stroker;
        stroker.setWidth(BrushScreenPx);
        stroker.setCapStyle(Qt::RoundCap);
        stroker.setJoinStyle(Qt::RoundJoin);
        path = stroker.createStroke(path);
        path.setFillRule(Qt::WindingFill);
    } else {
        auto corners = layer.draft;
        if (m_tool == RegionTool::Polygon)
            corners.pop_back(); // the one that follows the pointer
        path.addPolygon(m_tool == RegionTool::Lasso ? simplerLine(corners, LassoScreenPx) : corners);
        path.closeSubpath();
    }
    return path.simplified();
}

std::optional<RegionEdit> RegionEditor::ended(const Viewport& viewport)
{
    const QRectF drawn = layer.draft.boundingRect();
    const bool isThere = m_tool == RegionTool::Brush ||
                         (drawn.width() >= SmallestScreenPx && drawn.height() >= SmallestScreenPx);
    auto path = isThere ? drawnPath() : QPainterPath();
    cancel();
    if (path.isEmpty())
        return std::nullopt;
    RegionEdit edit;
    if (const auto* current = layer.currentRegion(); m_mode != Mode::New && current != nullptr) {
        edit.region = layer.current();
        const auto before = pathOf(current->polygons, viewport.toScreen());
        path = m_mode == Mode::Add ? before.united(path) : before.subtracted(path);
    }
    edit.polygons = polygonsOf(path, viewport.toLevel0());
    if (edit.polygons.empty() && edit.region < 0)
        return std::nullopt;
    return edit;
}

bool RegionEditor::cancel()
{
    const bool begun = !layer.draft.isEmpty() || m_hold != Hold::Nothing;
    layer.draft.clear();
    layer.setPreview(std::nullopt);
    m_hold = Hold::Nothing;
    return begun;
}

bool RegionEditor::removeLastCorner()
{
    if (m_tool != RegionTool::Polygon || layer.draft.isEmpty())
        return false;
    if (layer.draft.size() <= 2)
        return cancel();
    layer.draft.remove(layer.draft.size() - 2);
    return true;
}

} // namespace transcope::ui
