#include "core/spots/overlaidsections.h"

#include "core/spots/lattice.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace transcope::core {

namespace {

/// Spots of one section are no nearer to each other than those of a part of it; two lattices over each other
/// have a neighbour within 1/√3 of their pitch, and twice as many cells are nearer by 1/√2.
constexpr double NearerWhereOverlaid = 0.8;
constexpr std::size_t MostSections = 64;

double pitchOf(std::span<const PointD> places, std::span<const int> ofSpot, std::optional<int> group)
{
    std::vector<Spot> spots;
    for (std::size_t i = 0; i < places.size(); ++i)
        if ((!group || ofSpot[i] == *group) && std::isfinite(places[i].x) && std::isfinite(places[i].y))
            spots.push_back({{}, places[i]});
    return medianPitch(spots);
}

} // namespace

bool areOverlaidSections(std::size_t groups, std::span<const int> ofSpot, std::span<const PointD> places)
{
    if (groups < 2 || groups > MostSections)
        return false;
    double apart = 0; // the narrowest
    for (int group = 0; group < static_cast<int>(groups); ++group) {
        const double pitch = pitchOf(places, ofSpot, group);
        if (pitch > 0)
            apart = apart > 0 ? std::min(apart, pitch) : pitch;
    }
    return pitchOf(places, ofSpot, std::nullopt) < NearerWhereOverlaid * apart;
}

} // namespace transcope::core
