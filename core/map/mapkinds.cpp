#include "core/map/mapkinds.h"

#include <algorithm>
#include <array>

namespace transcope::core {

namespace {

constexpr std::size_t Any = std::numeric_limits<std::size_t>::max();

constexpr std::array<MapKindEntry, 10> Kinds = {{
    // kind, name, genes, layers, column, maker
    {MapKind::Gene, "gene", {1, 1}, {0, 0}, false, makeGeneMap},
    {MapKind::PcaFirst, "pca-first", {0, 0}, {0, 0}, false, makeFirstComponentMap},
    {MapKind::PcaRgb, "pca-rgb", {0, 0}, {0, 0}, false, makeComponentsMap},
    {MapKind::GeneScore, "gene-score", {1, Any}, {0, 0}, false, makeScoreMap},
    {MapKind::Blend, "blend", {2, 3}, {0, 0}, false, makeBlendMap},
    {MapKind::Difference, "difference", {1, 1}, {2, 2}, false, makeDifferenceMap},
    {MapKind::Disagreement, "disagreement", {1, 1}, {2, Any}, false, makeDisagreementMap},
    {MapKind::Correlation, "correlation", {0, 0}, {0, 0}, false, makeCorrelationMap},
    {MapKind::Observation, "observation", {0, 0}, {0, 0}, true, makeObservationMap},
    {MapKind::Padded, "padded", {0, 0}, {0, 0}, false, makePaddedMap},
}};

} // namespace

std::span<const MapKindEntry> mapKinds()
{
    return Kinds;
}

const MapKindEntry& entryOf(MapKind kind)
{
    return *std::ranges::find(Kinds, kind, &MapKindEntry::kind);
}

} // namespace transcope::core
