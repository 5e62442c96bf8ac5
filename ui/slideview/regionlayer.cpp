#include "ui/slideview/regionlayer.h"

#include "ui/slideview/regionpath.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <cmath>
#include <limits>

namespace transcope::ui {

namespace {

constexpr double ReachScreenPx = 6; ///< of a corner or a line, about the pointer
constexpr double CornerScreenPx = 7;
constexpr std::size_t MostCorners = 400; ///< of a region, above which they would hide it
constexpr double LineScreenPx = 2, CurrentLineScreenPx = 3, HaloScreenPx = 2;
constexpr double SmallestNamed = 24; ///< screen px: names of smaller regions would hide them
const QColor Halo(0, 0, 0, 130);

double distanceToSide(QPointF at, QPointF a, QPointF b)
{
    const QPointF along = b - a, to = at - a;
    const double square = QPointF::dotProduct(along, along);
    const double share = square > 0 ? std::clamp(QPointF::dotProduct(to, along) / square, 0.0, 1.0) : 0;
    const QPointF off = to - share * along;
    return std::hypot(off.x(), off.y());
}

/// Calls visit(corner, its place and the next one's in screen px) for each of a region's.
template <class Visit>
void forEachSide(const std::vector<core::Polygon>& polygons, const Viewport& viewport, const Visit& visit)
{
    const auto screen = [&](const core::PointD& at) { return viewport.toScreen().map(QPointF(at.x, at.y)); };
    for (std::size_t p = 0; p < polygons.size(); ++p)
        for (std::size_t r = 0; r <= polygons[p].holes.size(); ++r) {
            const auto& ring = r == 0 ? polygons[p].outline : polygons[p].holes[r - 1];
            for (std::size_t c = 0; c < ring.size(); ++c)
                visit(RegionCorner{p, r, c}, screen(ring[c]), screen(ring[(c + 1) % ring.size()]));
        }
}

/// A line that shows on every tissue and every map: its colour within a dark one.
void drawLine(QPainter& painter, const QPainterPath& path, const QColor& colour, double width)
{
    for (const auto& [shade, wide] : {std::pair(Halo, width + HaloScreenPx), std::pair(colour, width)}) {
        QPen pen(shade, wide, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        pen.setCosmetic(true);
        painter.setPen(pen);
        painter.drawPath(path);
    }
}

} // namespace

core::Ring& ringAt(std::vector<core::Polygon>& polygons, const RegionCorner& corner)
{
    auto& polygon = polygons.at(corner.polygon);
    return corner.ring == 0 ? polygon.outline : polygon.holes.at(corner.ring - 1);
}

QColor colourOf(const core::Region& region)
{
    const auto colour = region.colour.value_or(PlainRegionColour);
    return {colour[0], colour[1], colour[2]};
}

RegionLayer::Shape RegionLayer::shapeOf(const std::vector<core::Polygon>& polygons)
{
    Shape shape{pathOf(polygons), {}, 0};
    shape.bounds = shape.path.controlPointRect();
    for (const auto& polygon : polygons) {
        shape.corners += polygon.outline.size();
        for (const auto& hole : polygon.holes)
            shape.corners += hole.size();
    }
    return shape;
}

void RegionLayer::setRegions(std::vector<core::Region> regions, int current)
{
    m_preview.reset();
    m_current = current;
    if (regions == m_regions)
        return;
    m_regions = std::move(regions);
    m_shapes.clear();
    for (const auto& region : m_regions)
        m_shapes.push_back(shapeOf(region.polygons));
}

const core::Region* RegionLayer::currentRegion() const
{
    return m_current >= 0 && m_current < static_cast<int>(m_regions.size())
               ? &m_regions[static_cast<std::size_t>(m_current)]
               : nullptr;
}

void RegionLayer::setPreview(std::optional<std::vector<core::Polygon>> polygons)
{
    m_preview = polygons ? std::optional(shapeOf(*polygons)) : std::nullopt;
}

bool RegionLayer::showsCorners() const
{
    return currentRegion() != nullptr && m_shapes[static_cast<std::size_t>(m_current)].corners <= MostCorners;
}

void RegionLayer::draw(QPainter& painter, const Viewport& viewport) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const QRectF visible = viewport.visibleLevel0Px();
    const auto isSeen = [&](std::size_t region) {
        return m_shapes[region].bounds.intersects(visible) || static_cast<int>(region) == m_current;
    };
    for (std::size_t region = 0; region < m_regions.size(); ++region)
        if (isSeen(region))
            drawRegion(painter, viewport, region);
    for (std::size_t region = 0; region < m_regions.size(); ++region)
        if (isSeen(region))
            drawName(painter, viewport, region);
    if (showsCorners() && !m_preview)
        drawCorners(painter, viewport);
    drawDraft(painter);
}

void RegionLayer::drawRegion(QPainter& painter, const Viewport& viewport, std::size_t region) const
{
    const bool isCurrent = static_cast<int>(region) == m_current;
    painter.save();
    painter.setTransform(viewport.toScreen(), true);
    drawLine(painter, isCurrent && m_preview ? m_preview->path : m_shapes[region].path,
             colourOf(m_regions[region]), isCurrent ? CurrentLineScreenPx : LineScreenPx);
    painter.restore();
}

/// Above its upper edge, in the view.
void RegionLayer::drawName(QPainter& painter, const Viewport& viewport, std::size_t region) const
{
    const QString name = QString::fromStdString(core::calledName(m_regions[region]));
    const QRectF on = viewport.toScreen().mapRect(m_shapes[region].bounds);
    if (name.isEmpty() || (on.width() < SmallestNamed && on.height() < SmallestNamed))
        return;
    painter.setFont(QGuiApplication::font());
    const QFontMetricsF metrics(painter.font());
    constexpr double Padding = 4;
    const QString shown = metrics.elidedText(name, Qt::ElideRight, 220);
    QRectF box(0, 0, metrics.horizontalAdvance(shown) + 2 * Padding, metrics.height() + Padding);
    box.moveCenter({on.center().x(), 0});
    box.moveBottom(std::max(on.top() - Padding, box.height() + Padding));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 20, 24, 190));
    painter.drawRoundedRect(box, 3, 3);
    painter.setBrush(colourOf(m_regions[region]));
    painter.drawRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(Qt::white);
    painter.drawText(box, Qt::AlignCenter, shown);
}

void RegionLayer::drawCorners(QPainter& painter, const Viewport& viewport) const
{
    painter.setPen(QPen(Halo, 1));
    painter.setBrush(Qt::white);
    forEachSide(currentRegion()->polygons, viewport, [&](const RegionCorner&, QPointF at, QPointF) {
        painter.drawRect(
            QRectF(at.x() - CornerScreenPx / 2, at.y() - CornerScreenPx / 2, CornerScreenPx, CornerScreenPx));
    });
    painter.setBrush(Qt::NoBrush);
}

void RegionLayer::drawDraft(QPainter& painter) const
{
    if (draft.isEmpty())
        return;
    QPainterPath path;
    path.addPolygon(draft);
    if (draftIsClosed)
        path.closeSubpath();
    const QColor colour = draftTakesAway ? QColor(255, 90, 90) : QColor(255, 255, 255);
    if (draftWidth > 0) {
        QColor paint = colour;
        paint.setAlpha(110);
        painter.setPen(QPen(paint, draftWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        draft.size() > 1 ? painter.drawPath(path) : painter.drawPoint(draft.front());
        return;
    }
    drawLine(painter, path, colour, LineScreenPx);
}

std::optional<RegionCorner> RegionLayer::cornerAt(QPointF screenPx, const Viewport& viewport) const
{
    std::optional<RegionCorner> found;
    if (!showsCorners())
        return found;
    double nearest = ReachScreenPx;
    forEachSide(currentRegion()->polygons, viewport, [&](const RegionCorner& corner, QPointF at, QPointF) {
        const double distance = std::hypot(at.x() - screenPx.x(), at.y() - screenPx.y());
        if (distance <= nearest) {
            nearest = distance;
            found = corner;
        }
    });
    return found;
}

std::optional<RegionCorner> RegionLayer::sideAt(QPointF screenPx, const Viewport& viewport) const
{
    std::optional<RegionCorner> found;
    if (currentRegion() == nullptr)
        return found;
    double nearest = ReachScreenPx;
    forEachSide(currentRegion()->polygons, viewport,
                [&](const RegionCorner& corner, QPointF begin, QPointF end) {
                    const double distance = distanceToSide(screenPx, begin, end);
                    if (distance <= nearest) {
                        nearest = distance;
                        found = corner;
                    }
                });
    return found;
}

int RegionLayer::regionAt(QPointF screenPx, const Viewport& viewport) const
{
    int found = -1;
    for (std::size_t region = 0; region < m_regions.size(); ++region) {
        const QRectF on = viewport.toScreen().mapRect(m_shapes[region].bounds);
        if (!on.adjusted(-ReachScreenPx, -ReachScreenPx, ReachScreenPx, ReachScreenPx).contains(screenPx))
            continue;
        forEachSide(m_regions[region].polygons, viewport,
                    [&](const RegionCorner&, QPointF begin, QPointF end) {
                        if (distanceToSide(screenPx, begin, end) <= ReachScreenPx)
                            found = static_cast<int>(region);
                    });
    }
    return found;
}

} // namespace transcope::ui
