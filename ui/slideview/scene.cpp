#include "ui/slideview/scene.h"

#include <algorithm>

namespace transcope::ui {
namespace {

constexpr double SmallestRadiusScreenPx = 0.75;

void addRing(std::vector<Ring>& rings, const Scene& scene, int spot, bool selected)
{
    if (spot < 0 || spot >= scene.spots->count())
        return;
    const core::PointD centre = scene.spots->spots()->spots[size_t(spot)].centreLevel0Px;
    const QPointF screen = scene.viewport.toScreen().map(QPointF(centre.x, centre.y));
    const double radius = std::max(3.0, spotRadiusScreenPx(scene));
    // White within black shows on every tissue and every colour map.
    rings.push_back({screen, radius + 1.5, selected ? 5.0 : 3.0, QColor(0, 0, 0, selected ? 230 : 130)});
    rings.push_back({screen, radius + 1.5, selected ? 2.5 : 1.5, QColor(255, 255, 255)});
}

} // namespace

double spotRadiusScreenPx(const Scene& scene)
{
    return std::max(SmallestRadiusScreenPx,
                    scene.spots->spots()->diameterLevel0Px / 2 * scene.viewport.scale());
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
