#include "ui/slideview/scene.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr double SmallestRadiusScreenPx = 0.75;
/// An outline covers no more of a small cell on each side.
constexpr double LargestOutlineCells = 0.25;

constexpr double OutlineShare = 0.3; ///< of a spot's radius, as in core/figure
constexpr double ContourScreenPx = 1.3, HaloScreenPx = 3.4;
constexpr double LeastOutlinedScreenPx = 2.5; ///< radius of a spot that is outlined over others

QRectF grown(const QRectF& rect, double by)
{
    return rect.adjusted(-by, -by, by, by);
}

/// Lines of equal value in screen px, as far as they are seen.
std::vector<QPolygonF> contoursIn(const QRectF& area, const SpotLayer& layer, const QTransform& toScreen)
{
    std::vector<QPolygonF> lines;
    for (const auto& contour : layer.contours()) {
        QPolygonF line;
        for (const auto& point : contour.pointsLevel0Px)
            line << toScreen.map(QPointF(point.x, point.y));
        if (grown(line.boundingRect(), HaloScreenPx).intersects(area))
            lines.push_back(std::move(line));
    }
    return lines;
}

/// Middles of the outlined spots in screen px, as far as they are seen; none where lines would hide all else.
std::vector<QPointF> outlinesIn(const QRectF& area, const core::SpotTable& spots, double radius,
                                const QTransform& toScreen)
{
    std::vector<QPointF> middles;
    const QRectF seen = grown(area, radius + HaloScreenPx);
    for (std::size_t s = 0; radius >= LeastOutlinedScreenPx && s < spots.size(); ++s) {
        const core::PointD centre = spots.spots[s].centreLevel0Px;
        if (const QPointF middle = toScreen.map(QPointF(centre.x, centre.y)); seen.contains(middle))
            middles.push_back(middle);
    }
    return middles;
}

void drawLinesOf(QPainter& painter, const SpotLayer* layer, const Viewport& viewport, const QRectF& area)
{
    if (!layer || !layer->isDrawn() || area.isEmpty())
        return;
    const QTransform toScreen = viewport.toScreen();
    const auto* outlined = layer->outlined();
    const double radius = outlined ? outlined->diameterLevel0Px / 2 * viewport.scale() : 0;
    const auto outlines = outlined ? outlinesIn(area, *outlined, radius, toScreen) : std::vector<QPointF>();
    const auto contours = contoursIn(area, *layer, toScreen);
    painter.save();
    painter.setClipRect(area);
    for (const auto& [colour, width] : {std::pair(QColor(255, 255, 255, 180), HaloScreenPx),
                                        std::pair(QColor(33, 33, 33), ContourScreenPx)}) {
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
        for (const auto& middle : outlines)
            painter.drawEllipse(middle, radius, radius);
        for (const auto& line : contours)
            painter.drawPolyline(line);
    }
    painter.restore();
}

void addRing(std::vector<Ring>& rings, const Scene& scene, int spot, bool selected)
{
    if (spot < 0 || spot >= scene.spots->count())
        return;
    const core::PointD centre = scene.spots->spots()->spots[size_t(spot)].centreLevel0Px;
    const QPointF screen = scene.viewport.toScreen().map(QPointF(centre.x, centre.y));
    const double radius = std::max(3.0, spotRadiusScreenPx(*scene.spots, scene.viewport));
    // White within black shows on every tissue and every colour map.
    const bool isSquare = scene.spots->cells() != nullptr || scene.spots->mark() == core::SpotMark::Square;
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
    if (spots.cells())
        return spots.spots()->diameterLevel0Px / 2 * viewport.scale();
    return std::max(SmallestRadiusScreenPx,
                    core::markRadiusLevel0Px(*spots.spots(), spots.mark()) * viewport.scale());
}

MarkView markView(const SpotLayer& spots, const Viewport& viewport)
{
    const double dpr = viewport.devicePixelRatio(), radius = spotRadiusScreenPx(spots, viewport) * dpr;
    const double line = OutlineWidthScreenPx * dpr;
    MarkView view{spots.mark(), radius, 0};
    if (spots.mark() == core::SpotMark::Outline)
        view.outline = spots.isHollow() ? line : std::max(line, OutlineShare * radius);
    const QTransform t = viewport.toScreen(); // a turn, times the scale
    view.xx = t.m11() / viewport.scale();
    view.xy = t.m12() / viewport.scale();
    view.yx = t.m21() / viewport.scale();
    view.yy = t.m22() / viewport.scale();
    return view;
}

bool hasLines(const Scene& scene)
{
    const auto has = [](const SpotLayer* layer) {
        return layer && layer->isDrawn() && (!layer->contours().empty() || layer->outlined());
    };
    return has(scene.spots) || has(scene.beside) || (scene.regions && !scene.regions->isEmpty()) ||
           (scene.ruler && scene.ruler->lineLevel0Px);
}

void drawLines(QPainter& painter, const Scene& scene)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const double dpr = scene.viewport.devicePixelRatio();
    const QSizeF size = scene.viewport.sizeScreenPx();
    const double divider = std::min(size.width(), dividerPx(scene) / dpr);
    drawLinesOf(painter, scene.spots, scene.viewport, QRectF(0, 0, divider, size.height()));
    drawLinesOf(painter, scene.beside, scene.viewport,
                QRectF(divider, 0, size.width() - divider, size.height()));
    if (scene.regions)
        scene.regions->draw(painter, scene.viewport);
    if (scene.ruler)
        scene.ruler->draw(painter, scene.viewport);
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
    for (const int spot : scene.spots->brushed)
        addRing(rings, scene, spot, false);
    if (scene.spots->hovered != scene.spots->selected)
        addRing(rings, scene, scene.spots->hovered, false);
    addRing(rings, scene, scene.spots->selected, true);
    return rings;
}

} // namespace transcope::ui
