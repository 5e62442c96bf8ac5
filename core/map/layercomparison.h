#pragma once

#include "core/base/result.h"
#include "core/stats/correlation.h"

#include <cstddef>
#include <memory>
#include <stop_token>
#include <vector>

namespace transcope::core {

/// A prediction held against the measurement, at the prediction's spots, over the genes that both have.
struct LayerComparison
{
    std::vector<int> measuredColumn; ///< per predicted gene: column of the measured genes; -1 not measured
    std::size_t sharedGenes = 0;
    std::size_t sharedSpots = 0; ///< predicted spots that were measured, whether their row is there or not
    SectionScores scores;        ///< per predicted spot and gene, of the rows that are there
    /// Per predicted spot: correlation of the section's own mean profile with the measurement. This baseline
    /// looks at no image, so a method that does not beat it has found no spatial pattern.
    std::vector<double> meanPccSpot;
    std::vector<double> meanRmseSpot; ///< its root mean squared error, where the prediction has one
    /// Per gene: correlation of the measurement's own total count with the gene, where the prediction has
    /// one. No predictor knows it: how much of a score depth by itself would explain. NaN without counts.
    std::vector<double> depthPccGene;
};

class LayerSet;
struct Layer;

/// Ask LayerSet::comparison(), which keeps it. Genes of the measurement are read one after another and no
/// matrix is copied. Errors: Cancelled; those of reading.
Result<LayerComparison> compareLayers(const LayerSet& layers, const std::shared_ptr<const Layer>& measured,
                                      const std::shared_ptr<const Layer>& predicted,
                                      const std::stop_token& stop);

} // namespace transcope::core
