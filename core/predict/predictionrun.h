#pragma once

#include "core/base/progress.h"
#include "core/predict/patchextractor.h"

#include <functional>

namespace transcope::core {

struct RunOptions
{
    int batchSize = 0;        ///< spots per batch; 0 = the predictor's preference
    int readerThreads = 0;    ///< 0 = as many as keep the predictor's device busy
    int readAheadBatches = 2; ///< how many finished batches of patches may wait: bounds memory
};

/// One finished batch. rows: [spots.size(), genes] row-major; padded: per spot.
struct RunChunk
{
    std::span<const int> spots; ///< indices into the spot table
    std::span<const float> rows;
    std::span<const std::uint8_t> padded;
};

/// Takes a chunk, e.g. writes it to a session. Called from the thread that called run(). A failure ends the
/// run.
using ChunkSink = std::function<Result<void>(const RunChunk&)>;

struct RunSummary
{
    std::int64_t predicted = 0;
    std::int64_t paddedSpots = 0;
    double seconds = 0;      ///< wall time of the run
    double readSeconds = 0;  ///< sum of the time reader threads spent reading and resampling
    double modelSeconds = 0; ///< time inside Predictor::predict
    std::int64_t tilesDecoded = 0;
};

/// Predicts the spots `pending` (indices into spots), reading ahead in reader threads while the model runs on
/// the calling thread. Spots are visited in an order that keeps tiles in the cache; chunks arrive in that
/// order, which is the same for the same pending set. Each spot's result does not depend on the batch it is
/// in. Ends in exactly one way: a summary (finished), Error Cancelled, or another Error (failed). Whatever
/// reached the sink before stays valid, so a run resumes with the spots that are missing.
Result<RunSummary> runPrediction(std::shared_ptr<const Slide> slide, const SpotTable& spots,
                                 std::vector<int> pending, Predictor& predictor, const RunOptions& options,
                                 const ChunkSink& sink, const ProgressFn& progress = {},
                                 std::stop_token stop = {});

} // namespace transcope::core
