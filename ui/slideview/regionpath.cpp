#include "ui/slideview/regionpath.h"

#include <QLineF>
#include <algorithm>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr double SmallestArea = 1; ///< square units of the path: what is left where lines touch

struct Loop
{
    QPolygonF corners; ///< the first not repeated
    QPointF within;    ///< on its line, by which it is told what it lies in
    int depth = 0;     ///< loops that it lies in
};

double areaOf(const QPolygonF& corners)
{
    double twice = 0;
    for (qsizetype i = 0, before = corners.size() - 1; i < corners.size(); before = i++)
        twice += corners[before].x() * corners[i].y() - corners[i].x() * corners[before].y();
    return std::abs(twice) / 2;
}

std::vector<Loop> loopsOf(const QPainterPath& path)
{
    std::vector<Loop> loops;
    for (QPolygonF corners : path.toSubpathPolygons()) {
        while (corners.size() > 1 && corners.front() == corners.back())
            corners.pop_back();
        if (corners.size() >= 3 && areaOf(corners) >= SmallestArea)
            loops.push_back({corners, (corners[0] + corners[1]) / 2});
    }
    for (auto& loop : loops)
        loop.depth = static_cast<int>(std::ranges::count_if(loops, [&](const Loop& other) {
            return &other != &loop && other.corners.containsPoint(loop.within, Qt::OddEvenFill);
        }));
    return loops;
}

core::Ring ringOf(const QPolygonF& corners, const QTransform& back)
{
    core::Ring ring;
    for (const QPointF& corner : corners) {
        const QPointF at = back.map(corner);
        ring.push_back({at.x(), at.y()});
    }
    return ring;
}

void keepFarthest(const QPolygonF& line, qsizetype first, qsizetype last, double tolerance,
                  std::vector<char>& kept)
{
    const QPointF a = line[first], along = line[last] - a;
    const double length = std::hypot(along.x(), along.y());
    double farthest = tolerance;
    qsizetype at = -1;
    for (qsizetype i = first + 1; i < last; ++i) {
        const QPointF to = line[i] - a;
        const double distance = length > 0 ? std::abs(along.x() * to.y() - along.y() * to.x()) / length
                                           : std::hypot(to.x(), to.y());
        if (distance > farthest) {
            farthest = distance;
            at = i;
        }
    }
    if (at < 0)
        return;
    kept[static_cast<std::size_t>(at)] = 1;
    keepFarthest(line, first, at, tolerance, kept);
    keepFarthest(line, at, last, tolerance, kept);
}

} // namespace

QPainterPath pathOf(const std::vector<core::Polygon>& polygons, const QTransform& transform)
{
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill);
    const auto add = [&](const core::Ring& ring) {
        QPolygonF corners;
        for (const auto& corner : ring)
            corners << transform.map(QPointF(corner.x, corner.y));
        path.addPolygon(corners);
        path.closeSubpath();
    };
    for (const auto& polygon : polygons) {
        add(polygon.outline);
        std::ranges::for_each(polygon.holes, add);
    }
    return path;
}

std::vector<core::Polygon> polygonsOf(const QPainterPath& path, const QTransform& back)
{
    const auto loops = loopsOf(path.simplified());
    std::vector<core::Polygon> polygons;
    for (const auto& loop : loops) {
        if (loop.depth % 2 == 1)
            continue;
        core::Polygon polygon{ringOf(loop.corners, back), {}};
        for (const auto& hole : loops)
            if (hole.depth == loop.depth + 1 && loop.corners.containsPoint(hole.within, Qt::OddEvenFill))
                polygon.holes.push_back(ringOf(hole.corners, back));
        polygons.push_back(std::move(polygon));
    }
    return polygons;
}

QPolygonF simplerLine(const QPolygonF& line, double tolerance)
{
    if (line.size() < 3)
        return line;
    std::vector<char> kept(static_cast<std::size_t>(line.size()), 0);
    kept.front() = kept.back() = 1;
    keepFarthest(line, 0, line.size() - 1, tolerance, kept);
    QPolygonF simpler;
    for (qsizetype i = 0; i < line.size(); ++i)
        if (kept[static_cast<std::size_t>(i)] != 0)
            simpler << line[i];
    return simpler;
}

} // namespace transcope::ui
