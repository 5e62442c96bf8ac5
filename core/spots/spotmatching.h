#pragma once

#include "core/spots/spottable.h"

#include <string>
#include <vector>

namespace transcope::core {

/// Which spots of one table are which of another.
struct SpotMatches
{
    std::vector<int>
        rows; ///< per spot of the first table: index in the other, -1 where it has none; all different
    std::vector<int> unmatched; ///< of the first table, ascending
    std::size_t byId = 0;
    std::size_t byPosition = 0;
};

/// Matches by id in place and, where that fails, by the nearest centre within half a pitch of `spots` (its
/// diameter where the pitch is not known): the nearest pairs first, each spot once. Where ids agree but most
/// centres do not, they are ids of something else (a grid's rows and columns, say), and centres alone decide
/// if they match more spots than the ids whose centres agree. Where one of the tables is cells and the other
/// is not, centres alone decide: a cell is a spot where its middle lies inside that. otherHasCentres: false
/// where only the ids of `other` are known.
SpotMatches matchSpots(const SpotTable& spots, const SpotTable& other, bool otherHasCentres = true);

/// "283 of 290 spots matched by id, 5 by place; 2 are not there: 10x13, 11x13".
std::string matchText(const SpotMatches& matches, const SpotTable& spots);

} // namespace transcope::core
