#include "ui/slideview/scene.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr double SmallestRadiusScreenPx = 0.75;
/// An outline covers no more of a small cell on each side.
constexpr double LargestOutlineCells = 0.25;

void addRing(std::vector<Ring>& rings, const Scene& scene, int spot, bool selected)
{
    if (spot < 0 || spot >= scene.spots->count())
        return;
    const core::PointD centre = scene.spots->spots()->spots[size_t(spot)].centreLevel0Px;
    const QPointF screen = scene.viewport.toScreen().map(QPointF(centre.x, centre.y));
    const double radius = std::max(3.0, spotRadiusScreenPx(*scene.spots, scene.viewport));
    // White within black shows on every tissue and every colour map.
    const bool isSquare = scene.spots->cells() != nullptr;
    const double turned = scene.viewport.state().rotationDegrees;
    rings.push_back({screen, radius + 1.5, selected ? 5.0 : 3.0, QColor(0, 0, 0, selected ? 230 : 130),
                     isSquare, turned});
    rings.push_back({screen, radius + 1.5, selected ? 2.5 : 1.5, QColor(255, 255, 255), isSquare, turned});
}

} // namespace

int dividerPx(const Scene& scene)
{
    const double dpr = scene.viewport.devicePixelRatio(), width = scene.viewport.sizeScreenPx().width() * dpr;
    return scene.beside ? int(std::clamp(std::round(scene.dividerScreenPx * dpr), 0.0, width))
                        : int(std::ceil(width));
}

double spotRadiusScreenPx(const SpotLayer& spots, const Viewport& viewport)
{
    const double radius = spots.spots()->diameterLevel0Px / 2 * viewport.scale();
    return spots.cells() ? radius : std::max(SmallestRadiusScreenPx, radius);
}

CellView cellView(const SpotLayer& spots, const Viewport& viewport)
{
    const core::CellGrid& grid = *spots.cells();
    const double dpr = viewport.devicePixelRatio(), side = grid.sideLevel0Px();
    const core::PointD corner = grid.cornerLevel0Px();
    CellView view;
    view.pxToCells = QTransform::fromScale(1 / dpr, 1 / dpr) * viewport.toLevel0() *
                     QTransform::fromTranslate(-corner.x, -corner.y) *
                     QTransform::fromScale(1 / side, 1 / side);
    if (spots.isHollow()) // neighbours share a line
        view.outlineCells =
            std::min(LargestOutlineCells, OutlineWidthScreenPx / 2 / (side * viewport.scale()));
    return view;
}

std::vector<Ring> ringsOf(const Scene& scene)
{
    std::vector<Ring> rings;
    if (!scene.spots || !scene.spots->isDrawn())
        return rings;
    if (scene.spots->hovered != scene.spots->selected)
        addRing(rings, scene, scene.spots->hovered, false);
    addRing(rings, scene, scene.spots->selected, true);
    return rings;
}

} // namespace transcope::ui
