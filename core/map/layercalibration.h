#pragma once

#include "core/map/layerset.h"
#include "core/stats/calibration.h"

namespace transcope::core {

/// One gene's deviations over several views and its errors.
struct GeneDeviations
{
    std::vector<float> deviations; ///< per predicted spot
    std::vector<float> errors;     ///< predicted − measured; NaN unknown
};

/// nullopt where the run gave no deviation or the gene (of the prediction) was not measured.
/// Errors: those of reading.
Result<std::optional<GeneDeviations>> deviationsOf(const LayerSet& layers, const LayerPtr& measured,
                                                   const LayerPtr& predicted, std::size_t gene);

/// Of all genes that were predicted and measured; perGene in the order of the predicted genes. nullopt where
/// the run gave no deviation. Errors: Cancelled; those of reading.
Result<std::optional<Calibration>> calibrationOf(const LayerSet& layers, const LayerPtr& measured,
                                                 const LayerPtr& predicted, std::size_t bins,
                                                 const std::stop_token& stop);

/// What the run that predicted the layer gave besides it (a name of rowpart.h); nullptr where it gave none.
LayerPtr partOf(const LayerSet& layers, const LayerPtr& predicted, const std::string& part);

} // namespace transcope::core
