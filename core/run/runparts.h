#pragma once

#include "core/predict/sectionpredictor.h"
#include "core/run/batchfeed.h"
#include "core/run/rowsource.h"

#include <chrono>

/// What runs of single spots and of whole sections share; private to core/run.

namespace transcope::core {

/// Side, in patch px, of the blocks in which spots are visited: about a tile of the finest patches' level.
inline constexpr double BlockPatchPx = 256;
inline constexpr int MaxBatch = 4096;

double secondsSince(std::chrono::steady_clock::time_point start);

/// Errors: InvalidArgument, which says what is wrong.
Result<void> checkArguments(const SpotTable& spots, const std::vector<int>& pending,
                            const RunOptions& options);

/// Spots per batch, reader threads and batches ahead, with the predictor's preference where options have
/// none.
BatchFeed::Options feedOptions(const PredictorInfo& info, const RunOptions& options);

/// Whether there is a finite value for each of `spots` spots and each of a row's values. Errors:
/// ModelFailure.
Result<void> checkRows(const PredictorInfo& info, const std::vector<float>& rows, std::size_t spots);

/// Runs a section that is predicted whole; see PredictorRows::predict().
Result<RunSummary> runSection(const RunPlan& plan, const std::vector<int>& pending,
                              SectionPredictor& predictor, const RunOptions& options, const RowSink& sink,
                              const ProgressFn& progress, std::stop_token stop);

} // namespace transcope::core
