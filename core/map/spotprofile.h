#pragma once

#include "core/map/map.h"

namespace transcope::core {

/// All genes of one spot, measured and predicted, as maps show them.
struct SpotProfile
{
    std::vector<std::string> genes; ///< of the prediction, or all measured ones where the spot has none
    std::vector<float> measured;    ///< per gene; NaN unknown
    std::vector<float> predicted;   ///< per gene; NaN unknown
    Normalisation normalisation = Normalisation::None;
    int measuredSpot = -1;                  ///< its index in the measured layer; -1 where it has none
    int predictedSpot = -1;                 ///< its index in the predicted layer; -1 where it has none
    bool isPredicted = false;               ///< its row is there
    std::vector<float> deviation;           ///< per gene, of several views; empty where there were none
    std::vector<std::vector<float>> shares; ///< per zoom level and gene; empty where nobody asked for them
    double pcc = 0;                         ///< over the genes that both have; NaN undefined
    double rmse = 0;                        ///< NaN undefined
};

/// spot: of the painted layer. Any thread. Errors: those of reading the layers.
Result<SpotProfile> spotProfile(const MapInput& input, int spot);

} // namespace transcope::core
