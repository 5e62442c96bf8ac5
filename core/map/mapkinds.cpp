#include "core/map/mapkinds.h"

#include <algorithm>
#include <array>

namespace transcope::core {

namespace {

constexpr std::size_t Any = std::numeric_limits<std::size_t>::max();

constexpr std::array<MapKindEntry, 11> Kinds = {{
    // kind, name, genes, layers, column, other layers, maker
    {MapKind::Gene, "gene", {1, 1}, {0, 0}, false, false, makeGeneMap},
    {MapKind::PcaFirst, "pca-first", {0, 0}, {0, 0}, false, false, makeFirstComponentMap},
    {MapKind::PcaRgb, "pca-rgb", {0, 0}, {0, 0}, false, false, makeComponentsMap},
    {MapKind::GeneScore, "gene-score", {1, Any}, {0, 0}, false, false, makeScoreMap},
    {MapKind::GeneMean, "gene-mean", {1, Any}, {0, 0}, false, false, makeMeanMap},
    {MapKind::Blend, "blend", {2, 3}, {0, 0}, false, false, makeBlendMap},
    {MapKind::Difference, "difference", {1, 1}, {2, 2}, false, true, makeDifferenceMap},
    {MapKind::Disagreement, "disagreement", {1, 1}, {2, Any}, false, true, makeDisagreementMap},
    {MapKind::Correlation, "correlation", {0, 0}, {0, 0}, false, true, makeCorrelationMap},
    {MapKind::Observation, "observation", {0, 0}, {0, 0}, true, false, makeObservationMap},
    {MapKind::Padded, "padded", {0, 0}, {0, 0}, false, false, makePaddedMap},
}};

} // namespace

std::span<const MapKindEntry> mapKinds()
{
    return Kinds;
}

bool usesOtherLayers(MapKind kind)
{
    return entryOf(kind).usesOtherLayers;
}

const MapKindEntry& entryOf(MapKind kind)
{
    return *std::ranges::find(Kinds, kind, &MapKindEntry::kind);
}

} // namespace transcope::core
