#include "core/run/nearestspots.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace transcope::core {

std::vector<int> nearestSpots(const SpotTable& table, const std::vector<int>& pending,
                              const RectI& areaLevel0Px, std::size_t most)
{
    const double width = std::max(1.0, static_cast<double>(areaLevel0Px.width));
    const double height = std::max(1.0, static_cast<double>(areaLevel0Px.height));
    const PointD middle{static_cast<double>(areaLevel0Px.x) + width / 2,
                        static_cast<double>(areaLevel0Px.y) + height / 2};
    std::vector<std::pair<double, int>> byDistance;
    byDistance.reserve(pending.size());
    for (const int spot : pending) {
        const PointD centre = table.spots[static_cast<std::size_t>(spot)].centreLevel0Px;
        byDistance.emplace_back(
            std::max(std::abs(centre.x - middle.x) / width, std::abs(centre.y - middle.y) / height), spot);
    }
    const auto count = std::min(most, byDistance.size());
    std::nth_element(byDistance.begin(), byDistance.begin() + static_cast<std::ptrdiff_t>(count),
                     byDistance.end());
    std::vector<int> nearest(count);
    std::transform(byDistance.begin(), byDistance.begin() + static_cast<std::ptrdiff_t>(count),
                   nearest.begin(), [](const auto& entry) { return entry.second; });
    std::sort(nearest.begin(), nearest.end());
    return nearest;
}

} // namespace transcope::core
