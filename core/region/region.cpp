#include "core/region/region.h"

#include <algorithm>

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

} // namespace

bool contains(const Region& region, PointD level0Px)
{
    return std::ranges::any_of(region.polygons,
                               [&](const Polygon& polygon) { return contains(polygon, level0Px); });
}

std::vector<int> spotsInside(const std::vector<Region>& regions, const SpotTable& spots)
{
    std::vector<int> inside;
    for (std::size_t s = 0; s < spots.size(); ++s)
        if (std::ranges::any_of(regions, [&](const Region& region) {
                return contains(region, spots.spots[s].centreLevel0Px);
            }))
            inside.push_back(static_cast<int>(s));
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
