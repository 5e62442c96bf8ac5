#include "core/map/spotmatching.h"

#include "core/spots/spatialindex.h"

#include <cmath>
#include <string_view>
#include <unordered_map>

namespace transcope::core {

std::vector<int> matchSpots(const SpotTable& from, const SpotTable& to)
{
    std::unordered_map<std::string_view, int> byId;
    for (std::size_t s = 0; s < from.size(); ++s)
        byId.emplace(from.spots[s].id, static_cast<int>(s));
    const double reach = from.pitchLevel0Px.value_or(from.diameterLevel0Px) / 2;
    const SpatialIndex index(from.spots);
    std::vector<int> matches;
    matches.reserve(to.size());
    for (const auto& spot : to.spots) {
        const auto named = byId.find(spot.id);
        if (named != byId.end()) {
            const auto& there = from.spots[static_cast<std::size_t>(named->second)].centreLevel0Px;
            if (std::hypot(there.x - spot.centreLevel0Px.x, there.y - spot.centreLevel0Px.y) <= reach) {
                matches.push_back(named->second);
                continue;
            }
        }
        matches.push_back(index.nearest(spot.centreLevel0Px, reach).value_or(-1));
    }
    return matches;
}

} // namespace transcope::core
