#include "core/spots/spotmatching.h"

#include "core/spots/spatialindex.h"
#include "core/spots/spotids.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace transcope::core {

namespace {

constexpr int None = -1;

double distance(PointD a, PointD b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

bool areCells(const SpotTable& spots)
{
    return spots.shape == SpotShape::Cell;
}

/// A dense grid's cells against spots: its names are its own rows and columns.
bool isGridOverSpots(const SpotTable& spots, const SpotTable& other)
{
    return areCells(spots) != areCells(other);
}

/// How far the same spot of another table may lie away. A cell is there where its middle lies inside the
/// spot.
double reachOf(const SpotTable& spots, const SpotTable& other)
{
    if (isGridOverSpots(spots, other))
        return (areCells(spots) ? other : spots).diameterLevel0Px / 2;
    return spots.pitchLevel0Px ? *spots.pitchLevel0Px / 2 : spots.diameterLevel0Px;
}

std::vector<int> rowsById(const SpotTable& spots, const SpotTable& other)
{
    std::unordered_map<std::string_view, int> rowOf;
    for (std::size_t s = 0; s < other.size(); ++s)
        rowOf.emplace(other.spots[s].id, static_cast<int>(s));
    std::vector<int> rows(spots.size(), None);
    for (std::size_t s = 0; s < spots.size(); ++s) {
        const auto row = rowOf.find(spots.spots[s].id);
        if (row != rowOf.end())
            rows[s] = std::exchange(row->second, None); // an id given twice is the first spot's
    }
    return rows;
}

std::size_t matched(const std::vector<int>& rows)
{
    return rows.size() - static_cast<std::size_t>(std::ranges::count(rows, None));
}

struct Pair
{
    double distance = 0;
    int spot = 0, row = 0;
    auto operator<=>(const Pair&) const = default;
};

/// Per spot without a row, the nearest of those spots of `other` that are not taken.
std::vector<Pair> nearestPairs(const SpotTable& spots, const SpotTable& other, const std::vector<int>& rows)
{
    std::vector<char> taken(other.size(), 0);
    for (const int row : rows)
        if (row != None)
            taken[static_cast<std::size_t>(row)] = 1;
    std::vector<Spot> left;
    std::vector<int> rowOfLeft;
    for (std::size_t s = 0; s < other.size(); ++s)
        if (!taken[s]) {
            left.push_back({{}, other.spots[s].centreLevel0Px});
            rowOfLeft.push_back(static_cast<int>(s));
        }
    const SpatialIndex index(left);
    const double reach = reachOf(spots, other);
    std::vector<Pair> pairs;
    for (std::size_t s = 0; s < spots.size(); ++s) {
        const auto centre = spots.spots[s].centreLevel0Px;
        const auto nearest = rows[s] == None ? index.nearest(centre, reach) : std::nullopt;
        if (nearest)
            pairs.push_back({distance(centre, left[static_cast<std::size_t>(*nearest)].centreLevel0Px),
                             static_cast<int>(s), rowOfLeft[static_cast<std::size_t>(*nearest)]});
    }
    std::ranges::sort(pairs);
    return pairs;
}

/// A spot that loses its nearest to a nearer one looks again among those that are left.
void matchByPlace(const SpotTable& spots, const SpotTable& other, std::vector<int>& rows)
{
    for (auto pairs = nearestPairs(spots, other, rows); !pairs.empty();
         pairs = nearestPairs(spots, other, rows)) {
        std::vector<char> taken(other.size(), 0);
        for (const auto& pair : pairs)
            if (!std::exchange(taken[static_cast<std::size_t>(pair.row)], 1))
                rows[static_cast<std::size_t>(pair.spot)] = pair.row;
    }
}

/// Those of the matches that lie where the spots do.
std::vector<int> inPlace(const SpotTable& spots, const SpotTable& other, std::vector<int> rows)
{
    const double reach = reachOf(spots, other);
    for (std::size_t s = 0; s < rows.size(); ++s)
        if (rows[s] != None &&
            distance(spots.spots[s].centreLevel0Px,
                     other.spots[static_cast<std::size_t>(rows[s])].centreLevel0Px) > reach)
            rows[s] = None;
    return rows;
}

} // namespace

SpotMatches matchSpots(const SpotTable& spots, const SpotTable& other, bool otherHasCentres)
{
    SpotMatches matches;
    matches.rows = rowsById(spots, other);
    matches.byId = matched(matches.rows);
    if (otherHasCentres) {
        auto named = inPlace(spots, other, matches.rows);
        const bool isGrid = isGridOverSpots(spots, other);
        if (!isGrid && 2 * matched(named) >= matches.byId) {
            matches.byId = matched(named);
            matches.rows = std::move(named);
            matchByPlace(spots, other, matches.rows);
        } else {
            std::vector<int> placed(spots.size(), None);
            matchByPlace(spots, other, placed);
            if (isGrid || matched(placed) > matched(named)) {
                matches.rows = std::move(placed);
                matches.byId = 0;
            }
        }
    }
    matches.byPosition = matched(matches.rows) - matches.byId;
    for (std::size_t s = 0; s < spots.size(); ++s)
        if (matches.rows[s] == None)
            matches.unmatched.push_back(static_cast<int>(s));
    return matches;
}

std::string matchText(const SpotMatches& matches, const SpotTable& spots)
{
    std::string text =
        std::to_string(matches.byId) + " of " + std::to_string(spots.size()) + " spots matched by id";
    if (matches.byPosition > 0)
        text += ", " + std::to_string(matches.byPosition) + " by place";
    if (!matches.unmatched.empty())
        text += "; " + std::to_string(matches.unmatched.size()) +
                (matches.unmatched.size() == 1 ? " is" : " are") +
                " not there: " + idsForMessage(spots, matches.unmatched);
    return text;
}

} // namespace transcope::core
