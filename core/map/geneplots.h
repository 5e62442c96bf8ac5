#pragma once

#include "core/map/map.h"

#include <string>
#include <vector>

namespace transcope::core {

/// One gene, predicted against measured, at the spots of the painted layer.
struct GeneScatter
{
    std::vector<float> measured, predicted; ///< per spot, as maps show them; NaN unknown
    Normalisation normalisation = Normalisation::None;
    std::size_t pairs = 0; ///< spots where both are known
    double pcc = 0;        ///< over them; NaN undefined
    /// predicted ≈ intercept + slope · measured, by least squares; NaN where the measurement does not vary.
    double slope = 0, intercept = 0;
};

/// Absent where the measurement or the painted layer, which is another, lacks the gene. Errors: those of
/// reading.
Result<std::optional<GeneScatter>> geneScatter(const MapInput& input, const std::string& gene);

/// One gene's values in several layers, counted in bins of one width.
struct GeneHistograms
{
    double low = 0, binWidth = 0;
    std::vector<LayerPtr> layers;            ///< those that have the gene and know a value
    std::vector<std::vector<double>> shares; ///< per layer and bin, of the spots that are known
};

/// Errors: Cancelled; those of reading.
Result<GeneHistograms> geneHistograms(const MapInput& input, const std::vector<LayerPtr>& layers,
                                      const std::string& gene, const std::stop_token& stop);

} // namespace transcope::core
