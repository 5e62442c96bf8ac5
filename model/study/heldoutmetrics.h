#pragma once

#include "model/training/packfile.h"
#include "model/training/split.h"

#include <cmath>
#include <span>

namespace transcope::model {

/// How predictions of the held-out sections compare with what was measured. NaN where undefined.
struct HeldOutMetrics
{
    std::size_t spots = 0;
    double pccSpot = std::nan("");     ///< Pearson across genes, mean over spots
    double rmseSpot = std::nan("");    ///< over genes, mean over spots
    double pccGeneMean = std::nan(""); ///< Pearson across the spots of one section, over all sections' genes
    double pccGeneMedian = std::nan("");   ///< the same
    double pccGenePositive = std::nan(""); ///< share of them > 0, 0 … 1
    std::size_t undefinedSpots = 0;        ///< without a correlation across genes
    std::size_t undefinedGenes = 0;        ///< without a correlation across spots, over all sections
};

/// rows: predictions for split.validation (not empty), [spots × genes] row by row.
HeldOutMetrics heldOutMetrics(const PackFile& data, const Split& split, std::span<const float> rows);

} // namespace transcope::model
