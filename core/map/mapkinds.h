#pragma once

#include "core/map/map.h"

#include <limits>
#include <span>

namespace transcope::core {

/// How many of something a recipe names.
struct Count
{
    std::size_t least = 0;
    std::size_t most = 0;
    bool holds(std::size_t count) const { return least <= count && count <= most; }
};

/// One kind of map: what its recipe names and who makes it. Makers leave range and empty fields of the map to
/// makeMap().
struct MapKindEntry
{
    MapKind kind;
    std::string_view name;
    Count genes;
    Count layers; ///< where any is named at all
    bool takesColumn;
    bool usesOtherLayers; ///< than the painted one: it changes when they do
    Result<Map> (*make)(const MapRecipe& recipe, const MapInput& input, std::stop_token stop);
};

/// The table of all kinds; a new one is a line here, its enumerator and its file.
std::span<const MapKindEntry> mapKinds();
const MapKindEntry& entryOf(MapKind kind);

Result<Map> makeGeneMap(const MapRecipe&, const MapInput&, std::stop_token);
Result<Map> makeFirstComponentMap(const MapRecipe&, const MapInput&, std::stop_token);
Result<Map> makeComponentsMap(const MapRecipe&, const MapInput&, std::stop_token);
Result<Map> makeScoreMap(const MapRecipe&, const MapInput&, std::stop_token);
Result<Map> makeMeanMap(const MapRecipe&, const MapInput&, std::stop_token);
Result<Map> makeBlendMap(const MapRecipe&, const MapInput&, std::stop_token);
Result<Map> makeDifferenceMap(const MapRecipe&, const MapInput&, std::stop_token);
Result<Map> makeDisagreementMap(const MapRecipe&, const MapInput&, std::stop_token);
Result<Map> makeCorrelationMap(const MapRecipe&, const MapInput&, std::stop_token);
Result<Map> makeObservationMap(const MapRecipe&, const MapInput&, std::stop_token);
Result<Map> makePaddedMap(const MapRecipe&, const MapInput&, std::stop_token);

} // namespace transcope::core
