#pragma once

#include "app/cli/command.h"

#include "core/evaluation/evaluation.h"

namespace transcope::app {

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

/// Scores as the JSON object of docs/commands.md and as a table for people. Undefined numbers are null and
/// "n/a".
Output evaluationReport(const Evaluated& evaluated);

} // namespace transcope::app
