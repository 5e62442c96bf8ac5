#pragma once

#include "core/run/rowsource.h"
#include "core/run/target.h"

namespace transcope::core {

/// Called with rows that are in the session now; rows.values: [spots, target.columns].
using RowsStored = std::function<void(RunRows rows)>;

/// What a person should know before a run of a method that sees the whole section: that it is all or nothing.
/// Empty for other methods, and where nothing is missing.
std::string sectionNote(const PredictorInfo& info, std::size_t spots, std::size_t missing);

/// The cost of a run that looks at each spot from several sides. Empty likewise.
std::string viewsNote(const PredictorInfo& info, std::size_t missing);

/// Predicts what the target lacks and stores each batch in its session before telling of it; on the calling
/// thread. A run that is cancelled or fails leaves a session that another run completes. progress counts the
/// spots of this run, not those found in the layer. Nothing is asked of the source where nothing is missing.
/// Errors: those of the source and of Session::writeRows().
Result<RunSummary> runInto(const RunTarget& target, const RunPlan& plan, RowSource& source,
                           const RunOptions& options, const RowsStored& stored, const ProgressFn& progress,
                           std::stop_token stop);

} // namespace transcope::core
