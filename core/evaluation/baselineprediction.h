#pragma once

#include "core/evaluation/evaluation.h"

#include <string>
#include <vector>

namespace transcope::core {

/// What a baseline predicts of one section.
struct BaselineRows
{
    const TruthSection* section = nullptr;
    PreparedTruth truth;           ///< of the genes that were asked for
    std::vector<std::size_t> rows; ///< the section's spots that are predicted
    ExpressionMatrix predicted; ///< rows × genes of `truth`; NaN where the baseline knows nothing of a gene
};

/// What a baseline predicts of several sections.
struct BaselinePrediction
{
    std::string name;
    std::vector<BaselineRows> sections;
    std::vector<std::string> notes; ///< which sections it cannot predict, and how it was fitted
};

/// The same as scores. normalisation: of what was predicted.
MethodScores scoresOf(BaselinePrediction prediction, Normalisation normalisation);

} // namespace transcope::core
