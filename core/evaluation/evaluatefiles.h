#pragma once

#include "core/base/progress.h"
#include "core/evaluation/evaluation.h"

#include <stop_token>
#include <string>
#include <vector>

namespace transcope::core {

/// What to score, on what.
struct EvaluateOptions
{
    std::vector<std::string> truths;
    std::vector<std::string> predicted;
    std::string normalisation; ///< empty: as the predictions say
    std::string baseline;      ///< folder of training sections; empty: no baselines
    std::string genes;         ///< file of genes, to score baselines alone
};

/// What was scored on what.
struct Evaluated
{
    std::vector<TruthSection> truths;
    std::vector<MethodScores> methods;
    std::vector<MethodScores> baselines; ///< not both empty
    /// What has no score: baselines that cannot be made, a session's layers over other spots than the
    /// measured ones. Their notes say why.
    std::vector<MethodScores> leftOut;
    std::vector<std::string> trainingSections; ///< names; empty without baselines
    std::vector<std::string> trainingNotes;    ///< what of the training folder could not be used
};

/// Errors: InvalidArgument (nothing to evaluate, an unknown normalisation); those of the readers, of
/// evaluatePrediction() and of the baselines; Cancelled.
Result<Evaluated> evaluateFiles(const EvaluateOptions& options, const ProgressFn& progress,
                                std::stop_token stop);

} // namespace transcope::core
