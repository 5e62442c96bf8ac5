#pragma once

#include "core/expression/layer.h"
#include "core/map/layercomparison.h"
#include "core/map/layerset.h"
#include "core/stats/boxsummary.h"
#include "core/stats/ttest.h"

#include <array>
#include <string>

namespace transcope::core {

/// By what a prediction is held against the measurement.
enum class ScoreKind { PccSpot, RmseSpot, PccGene };
inline constexpr std::array AllScoreKinds{ScoreKind::PccSpot, ScoreKind::RmseSpot, ScoreKind::PccGene};

/// One box of a box plot.
struct ScoreBox
{
    BoxSummary box;
    double mean = 0;           ///< of the defined values; NaN without any
    std::size_t undefined = 0; ///< values that are not
};

/// One kind of score of a layer.
struct LayerScore
{
    ScoreBox own;
    /// Of what looks at no image, at the same spots: the section's own mean; for PccGene, where a mean that
    /// is the same everywhere has no correlation, depth alone, which is an oracle.
    ScoreBox noImage;
    /// Own minus noImage over spots, or genes. They are not independent of each other, so p is too small.
    PairedTTest againstNoImage;
};

/// What plots and lists say of a comparison.
struct LayerScores
{
    std::array<LayerScore, AllScoreKinds.size()> kinds;
    const LayerScore& of(ScoreKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
};
LayerScores layerScores(const LayerComparison& comparison);

/// Per spot or gene of the layer; NaN undefined.
const std::vector<double>& valuesOf(const LayerComparison& comparison, ScoreKind kind);

/// A layer with its comparison.
struct ScoredLayer
{
    std::shared_ptr<const Layer> layer;
    std::shared_ptr<const LayerComparison> comparison;
};

/// a's values minus b's over the spots, or genes, that both have. Spots are not independent of each other, so
/// their p is too small. layers: has both.
PairedTTest compareScores(const ScoredLayer& a, const ScoredLayer& b, ScoreKind kind, const LayerSet& layers);

/// Every value as CSV: a line a spot, then a line a gene, each with what looks at no image has there;
/// undefined values are empty.
std::string scoresCsv(const std::vector<ScoredLayer>& layers);

} // namespace transcope::core
