#pragma once

#include "core/region/region.h"
#include "ui/slideview/viewport.h"

#include <QColor>
#include <QPainter>
#include <QPainterPath>
#include <optional>
#include <vector>

namespace transcope::ui {

/// A corner of a region: which ring of which polygon, the outline being ring 0.
struct RegionCorner
{
    std::size_t polygon = 0, ring = 0, corner = 0;
};
core::Ring& ringAt(std::vector<core::Polygon>& polygons, const RegionCorner& corner);

/// The regions of a view, and what is being drawn of one.
class RegionLayer
{
public:
    /// current: whose corners are shown; -1 none.
    void setRegions(std::vector<core::Region> regions, int current);
    const std::vector<core::Region>& regions() const { return m_regions; }
    int current() const { return m_current; }
    const core::Region* currentRegion() const;
    /// The current region as it would be; until the next setRegions().
    void setPreview(std::optional<std::vector<core::Polygon>> polygons);

    // What the tool in hand draws, in screen px.
    QPolygonF draft;
    bool draftIsClosed = false;
    bool draftTakesAway = false;
    double draftWidth = 0; ///< of a brush; 0: a line

    bool isEmpty() const { return m_regions.empty() && draft.isEmpty(); }
    void draw(QPainter& painter, const Viewport& viewport) const;

    /// The corner of the current region under a place on the screen.
    std::optional<RegionCorner> cornerAt(QPointF screenPx, const Viewport& viewport) const;
    /// The side of the current region under it, as the corner that it begins with.
    std::optional<RegionCorner> sideAt(QPointF screenPx, const Viewport& viewport) const;
    /// The region whose outline is under it, the last of several; -1 none.
    int regionAt(QPointF screenPx, const Viewport& viewport) const;

private:
    struct Shape
    {
        QPainterPath path; ///< level-0 px
        QRectF bounds;
        std::size_t corners = 0;
    };
    static Shape shapeOf(const std::vector<core::Polygon>& polygons);
    void drawRegion(QPainter& painter, const Viewport& viewport, std::size_t region) const;
    void drawName(QPainter& painter, const Viewport& viewport, std::size_t region) const;
    void drawCorners(QPainter& painter, const Viewport& viewport) const;
    void drawDraft(QPainter& painter) const;
    bool showsCorners() const;

    std::vector<core::Region> m_regions;
    std::vector<Shape> m_shapes; ///< of them
    std::optional<Shape> m_preview;
    int m_current = -1;
};

/// What a region without a colour is drawn in.
inline constexpr core::Rgb PlainRegionColour = {255, 214, 10};
QColor colourOf(const core::Region& region);

} // namespace transcope::ui
