#pragma once

#include "model/training/batchsource.h"
#include "model/training/mixedmodel.h"
#include "model/training/packfile.h"
#include "model/training/split.h"

#include <cmath>

namespace transcope::model {

/// How predictions of the held-out spots compare with their labels.
struct HeldOutScores
{
    double loss = std::nan("");      ///< mean squared error over spots and genes
    double meanScore = std::nan(""); ///< mean of geneScores over the genes where it is defined
    std::vector<float> geneScores;   ///< mean over sections of the correlation within; NaN where undefined
    std::vector<float> beyondDepth;  ///< the same given the spots' depth; NaN also where it is not packed
};

/// Predictions of what the model computes with now, [spots × genes] row by row, all tokens seen. views: 1, or
/// 8 for the mean over flips and quarter turns. Throws c10::Error.
std::vector<float> predictSpots(const BatchSource& source, std::span<const std::int64_t> spots,
                                MixedModel& model, const torch::Device& device, int views = 1);

/// Scores of predictions for split.validation (not empty), [spots × genes] row by row.
HeldOutScores scoreHeldOut(const PackFile& data, const Split& split, const std::vector<float>& rows);

} // namespace transcope::model
