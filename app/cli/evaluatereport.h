#pragma once

#include "app/cli/command.h"

#include "core/evaluation/evaluation.h"

namespace transcope::app {

/// Scores as CLI.md's JSON object and as a table for people. Undefined numbers are null and "n/a".
Output evaluationReport(const std::vector<core::TruthSection>& truths,
                        const std::vector<core::MethodScores>& methods,
                        const std::vector<core::MethodScores>& baselines);

} // namespace transcope::app
