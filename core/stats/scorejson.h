#pragma once

#include "core/stats/boxsummary.h"
#include "core/stats/correlation.h"
#include "core/stats/ttest.h"

#include <nlohmann/json.hpp>

namespace transcope::core {

// Scores as every command's --json has them (docs/commands.md); undefined numbers are null.

nlohmann::json definedNumber(double value);               ///< null where it is not finite
nlohmann::json scoresToJson(const ScoreSummary& summary); ///< {mean, median, positive}
/// The same and how many are {defined, undefined}.
nlohmann::json countedScoresToJson(const ScoreSummary& summary);
nlohmann::json boxToJson(const BoxSummary& box);         ///< {q1, median, q3, low, high, outliers: how many}
nlohmann::json testToJson(const PairedComparison& test); ///< {perSpot{…}, perPatient{…}}

} // namespace transcope::core
