#pragma once

#include "app/cli/command.h"
#include "core/evaluation/evaluatefiles.h"

namespace transcope::app {

/// Declares --truth, --predicted, --normalisation and --baseline; gives the last.
CLI::Option* addEvaluateOptions(CLI::App& command, core::EvaluateOptions& options);

/// Scores as the JSON object of docs/commands.md and as a table for people. Undefined numbers are null and
/// "n/a".
Output evaluationReport(const core::Evaluated& evaluated);

} // namespace transcope::app
