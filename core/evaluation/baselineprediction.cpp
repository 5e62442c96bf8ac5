#include "core/evaluation/baselineprediction.h"

namespace transcope::core {

MethodScores scoresOf(BaselinePrediction prediction, Normalisation normalisation)
{
    MethodScores scores;
    scores.name = std::move(prediction.name);
    scores.normalisation = normalisation;
    scores.notes = std::move(prediction.notes);
    for (const auto& [section, truth, rows, predicted] : prediction.sections)
        addScores(scores, *section, truth, rows, predicted);
    return scores;
}

} // namespace transcope::core
