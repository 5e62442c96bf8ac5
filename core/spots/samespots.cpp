#include "core/spots/samespots.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

constexpr double SamePositionPx = 0.01;

bool sameSpot(const Spot& a, const Spot& b)
{
    return a.id == b.id && std::abs(a.centreLevel0Px.x - b.centreLevel0Px.x) < SamePositionPx &&
           std::abs(a.centreLevel0Px.y - b.centreLevel0Px.y) < SamePositionPx;
}

} // namespace

bool sameSpots(const SpotTable& a, const SpotTable& b)
{
    return std::equal(a.spots.begin(), a.spots.end(), b.spots.begin(), b.spots.end(), sameSpot);
}

} // namespace transcope::core
