#pragma once

#include "app/cli/evaluating.h"

namespace transcope::app {

/// Scores as the JSON object of docs/commands.md and as a table for people. Undefined numbers are null and
/// "n/a".
Output evaluationReport(const Evaluated& evaluated);

} // namespace transcope::app
