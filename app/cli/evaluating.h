#pragma once

#include "app/cli/command.h"
#include "core/evaluation/evaluation.h"

#include <string>
#include <vector>

namespace transcope::app {

/// What to score, on what.
struct EvaluateOptions
{
    std::vector<std::string> truths;
    std::vector<std::string> predicted;
    std::string normalisation; ///< empty: as the predictions say
    std::string baseline;      ///< folder of training sections; empty: no baselines
    std::string genes;         ///< file of genes, to score baselines alone
};
/// Declares --truth, --predicted, --normalisation and --baseline; gives the last.
CLI::Option* addEvaluateOptions(CLI::App& command, EvaluateOptions& options);

/// What was scored on what.
struct Evaluated
{
    std::vector<core::TruthSection> truths;
    std::vector<core::MethodScores> methods;
    std::vector<core::MethodScores> baselines; ///< not both empty
    std::vector<core::MethodScores> leftOut;   ///< baselines without a score; their notes say why
    std::vector<std::string> trainingSections; ///< names; empty without baselines
    std::vector<std::string> trainingNotes;    ///< what of the training folder could not be used
};

/// Errors: InvalidArgument (nothing to evaluate, an unknown normalisation); those of the readers, of
/// evaluatePrediction() and of the baselines; Cancelled.
core::Result<Evaluated> evaluateFiles(const EvaluateOptions& options, const Context& context);

} // namespace transcope::app
