#include "core/region/region.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace {

/// How often a line from the point to the right crosses the ring is odd inside (the even-odd rule).
bool crossesOddly(const Ring& ring, PointD point)
{
    bool inside = false;
    for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
        const auto &a = ring[before], &b = ring[i];
        if ((a.y > point.y) != (b.y > point.y) && point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y))
            inside = !inside;
    }
    return inside;
}

bool contains(const Polygon& polygon, PointD point)
{
    return crossesOddly(polygon.outline, point) &&
           std::ranges::none_of(polygon.holes, [&](const Ring& hole) { return crossesOddly(hole, point); });
}

double areaOf(const Ring& ring)
{
    double twice = 0;
    for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++)
        twice += ring[before].x * ring[i].y - ring[i].x * ring[before].y;
    return std::abs(twice) / 2;
}

/// The upright box around a region, which most spots are outside of.
struct Box
{
    explicit Box(const Region& region)
    {
        for (const auto& polygon : region.polygons)
            for (const auto& corner : polygon.outline) {
                low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
                high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
            }
    }
    bool contains(PointD point) const
    {
        return point.x >= low.x && point.x <= high.x && point.y >= low.y && point.y <= high.y;
    }

    PointD low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    PointD high{-low.x, -low.y};
};

} // namespace

const std::string& calledName(const Region& region)
{
    return region.name.empty() ? region.classification : region.name;
}

double areaLevel0Px2(const Region& region)
{
    double area = 0;
    for (const auto& polygon : region.polygons) {
        area += areaOf(polygon.outline);
        for (const auto& hole : polygon.holes)
            area -= areaOf(hole);
    }
    return area;
}

bool contains(const Region& region, PointD level0Px)
{
    return std::ranges::any_of(region.polygons,
                               [&](const Polygon& polygon) { return contains(polygon, level0Px); });
}

std::vector<int> spotsInside(const std::vector<Region>& regions, const SpotTable& spots)
{
    const std::vector<Box> boxes(regions.begin(), regions.end());
    std::vector<int> inside;
    for (std::size_t s = 0; s < spots.size(); ++s) {
        const auto centre = spots.spots[s].centreLevel0Px;
        for (std::size_t r = 0; r < regions.size(); ++r) {
            if (!boxes[r].contains(centre) || !contains(regions[r], centre))
                continue;
            inside.push_back(static_cast<int>(s));
            break;
        }
    }
    return inside;
}

std::vector<Region> regionsCalled(const std::vector<Region>& regions, const std::string& name)
{
    for (const auto member : {&Region::name, &Region::classification}) {
        std::vector<Region> found;
        std::ranges::copy_if(regions, std::back_inserter(found),
                             [&](const Region& r) { return r.*member == name; });
        if (!found.empty())
            return found;
    }
    return {};
}

} // namespace transcope::core
