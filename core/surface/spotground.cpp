#include "core/surface/spotground.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace transcope::core {

namespace {

/// Side of a square, of which MostPoints cover the spots' bounds.
double squareSide(const SpotTable& spots)
{
    constexpr double Far = std::numeric_limits<double>::max();
    PointD low{Far, Far}, high{-Far, -Far};
    for (const auto& spot : spots.spots) {
        low = {std::min(low.x, spot.centreLevel0Px.x), std::min(low.y, spot.centreLevel0Px.y)};
        high = {std::max(high.x, spot.centreLevel0Px.x), std::max(high.y, spot.centreLevel0Px.y)};
    }
    const double width = high.x - low.x, height = high.y - low.y;
    // Spots in one line have no area.
    return std::max({std::sqrt(width * height / SpotGround::MostPoints),
                     std::max(width, height) / SpotGround::MostPoints, 1e-6});
}

} // namespace

SpotGround::SpotGround(std::shared_ptr<const SpotTable> spots) : m_points(std::move(spots))
{
    if (m_points->size() > static_cast<std::size_t>(MostPoints))
        thin(*m_points);
    m_triangles = neighbouringSpots(*m_points);
}

void SpotGround::thin(const SpotTable& spots)
{
    const double side = squareSide(spots);
    auto points = std::make_shared<SpotTable>();
    points->diameterLevel0Px = points->pitchLevel0Px.emplace(side);
    std::map<std::pair<long, long>, int> pointAt;
    std::vector<int> count;
    m_pointOf.reserve(spots.size());
    for (const auto& spot : spots.spots) {
        const PointD at = spot.centreLevel0Px;
        const auto [place, isNew] = pointAt.try_emplace({std::lround(at.x / side), std::lround(at.y / side)},
                                                        static_cast<int>(points->size()));
        m_pointOf.push_back(place->second);
        if (isNew) {
            points->spots.push_back({{}, at});
            count.push_back(1);
            continue;
        }
        // A running mean, so that the surface keeps the tissue's edge.
        auto& mean = points->spots[static_cast<std::size_t>(place->second)].centreLevel0Px;
        const double share = 1.0 / ++count[static_cast<std::size_t>(place->second)];
        mean = {mean.x + share * (at.x - mean.x), mean.y + share * (at.y - mean.y)};
    }
    m_points = std::move(points);
}

std::vector<float> SpotGround::heights(std::span<const float> values) const
{
    if (m_pointOf.empty())
        return {values.begin(), values.end()};
    std::vector<double> sums(m_points->size());
    std::vector<int> known(m_points->size());
    for (std::size_t spot = 0; spot < std::min(values.size(), m_pointOf.size()); ++spot) {
        if (std::isnan(values[spot]))
            continue;
        const auto point = static_cast<std::size_t>(m_pointOf[spot]);
        sums[point] += static_cast<double>(values[spot]);
        ++known[point];
    }
    std::vector<float> heights(sums.size());
    for (std::size_t point = 0; point < heights.size(); ++point)
        heights[point] = static_cast<float>(sums[point] / known[point]); // 0 / 0: NaN, unknown
    return heights;
}

} // namespace transcope::core
