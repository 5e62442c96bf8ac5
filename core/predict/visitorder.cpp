#include "core/predict/visitorder.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace transcope::core {

namespace {

struct Visit
{
    double strip = 0, blockRow = 0;
    double along = 0; ///< x, mirrored in every other row
    double y = 0;
    int spot = 0;
    auto key() const { return std::tie(strip, blockRow, along, y, spot); }
};

} // namespace

std::vector<int> visitOrder(const SpotTable& table, std::vector<int> pending, double block)
{
    std::sort(pending.begin(), pending.end());
    pending.erase(std::unique(pending.begin(), pending.end()), pending.end());

    std::vector<Visit> visits;
    visits.reserve(pending.size());
    for (const int spot : pending) {
        PointD centre = table.spots[spot].centreLevel0Px;
        if (!std::isfinite(centre.x) || !std::isfinite(centre.y))
            centre = {}; // such a spot ends the run when its turn comes; it must not upset the sorting
        Visit visit;
        visit.strip = std::floor(centre.x / (block * BlocksPerStrip));
        visit.blockRow = std::floor(centre.y / block);
        const bool leftwards = std::fmod(std::abs(visit.blockRow), 2) == 1;
        visit.along = leftwards ? -std::floor(centre.x / block) : std::floor(centre.x / block);
        visit.y = centre.y;
        visit.spot = spot;
        visits.push_back(visit);
    }
    std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) { return a.key() < b.key(); });
    std::transform(visits.begin(), visits.end(), pending.begin(),
                   [](const Visit& visit) { return visit.spot; });
    return pending;
}

} // namespace transcope::core
