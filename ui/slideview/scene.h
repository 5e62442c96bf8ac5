#pragma once

#include "ui/slideview/regionlayer.h"
#include "ui/slideview/ruler.h"
#include "ui/slideview/spotlayer.h"
#include "ui/slideview/tileplan.h"
#include "ui/slideview/viewport.h"

#include <QColor>
#include <QImage>
#include <QPainter>
#include <QPoint>
#include <QTransform>
#include <algorithm>
#include <vector>

namespace transcope::ui {

/// A piece of what lies over the slide (scale bar, minimap …), drawn beforehand.
struct FurniturePicture
{
    QImage image;    ///< ARGB32 premultiplied, with its device pixel ratio set
    QPointF topLeft; ///< screen px; a whole number of physical px
};

/// All that one frame shows, back to front: background, tiles, spots, regions, ruler, furniture.
struct Scene
{
    Viewport viewport;
    QColor background;
    TilePlan tiles;
    const SpotLayer* spots = nullptr;  ///< lives as long as the scene
    const SpotLayer* beside = nullptr; ///< likewise; drawn instead of them right of the divider
    double dividerScreenPx = 0;
    const RegionLayer* regions = nullptr; ///< likewise
    const Ruler* ruler = nullptr;         ///< likewise
    std::vector<FurniturePicture> furniture;
};

/// Physical px per slide px of a tile above which px are drawn as squares instead of blended.
inline constexpr double NearestAbove = 4;

/// Whether a tile is drawn as squares.
inline bool drawsSquares(const TileDraw& draw, const Viewport& viewport)
{
    const double level0PxPerTilePx = draw.tileLevel0Px.width() / draw.image.width();
    return viewport.scale() * viewport.devicePixelRatio() * level0PxPerTilePx > NearestAbove;
}

/// Of hollow spots: a green that H&E does not have.
inline constexpr double OutlineWidthScreenPx = 2;
inline constexpr core::Rgb OutlineColour = {0, 128, 116};

/// How the marks of a layer look on the screen; lengths in physical px.
struct MarkView
{
    core::SpotMark mark = core::SpotMark::Disc;
    double radius = 0;
    double outline = 0;    ///< width of its line; 0: filled
    double xx = 1, xy = 0; ///< of a px vector along the slide's x axis: xx · x + xy · y; y likewise
    double yx = 0, yy = 1;
    bool operator==(const MarkView&) const = default;

    double reach() const { return radius * core::markReach(mark) + 1; }
    /// Of a place from the mark's middle, as core::markDistance() has it.
    double distance(double x, double y) const
    {
        return core::markDistance(mark, xx * x + xy * y, yx * x + yy * y);
    }
    /// 0..1 of a px whose middle is there.
    double coverage(double distance) const
    {
        const double within = std::clamp(radius + 0.5 - distance, 0.0, 1.0);
        return outline > 0 ? within - std::clamp(radius - outline + 0.5 - distance, 0.0, 1.0) : within;
    }
};
/// spots: without cells.
MarkView markView(const SpotLayer& spots, const Viewport& viewport);

/// Lines of equal value of the layers that are drawn and outlines over them, dark within white, regions and
/// the ruler; the painter works in screen px.
void drawLines(QPainter& painter, const Scene& scene);
bool hasLines(const Scene& scene);

/// How the cells of a layer lie on the screen.
struct CellView
{
    QTransform pxToCells;    ///< physical px → column and row, fractions within the cell
    double outlineCells = 0; ///< width of the line along a hollow cell's edge

    /// Whether a position within a cell, 0 … 1, lies on its outline.
    bool isOutline(double x, double y) const
    {
        return std::min(std::min(x, 1 - x), std::min(y, 1 - y)) < outlineCells;
    }
};
/// spots: with cells.
CellView cellView(const SpotLayer& spots, const Viewport& viewport);

/// Rings around the hovered and the selected spot; around cells squares.
struct Ring
{
    QPointF centreScreenPx;
    double radiusScreenPx; ///< of its middle line; of a square half the side
    double widthScreenPx;
    QColor colour;
    bool isSquare = false;
    double rotationDegrees = 0; ///< of a square, as ViewState has it
};
std::vector<Ring> ringsOf(const Scene& scene);

/// The physical px column where `beside` begins; behind the last one without it.
int dividerPx(const Scene& scene);

/// A mark's radius on the screen: true to scale, but never so small that spots vanish from the whole slide.
/// Of a cell half its side, however small.
double spotRadiusScreenPx(const SpotLayer& spots, const Viewport& viewport);

} // namespace transcope::ui
