#pragma once

#include "core/base/result.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

namespace transcope::core {

/// Names a run, so that what belongs to it can be told from what belongs to another. 0 names none.
using RunId = std::int64_t;

/// A name that no other run in this process has. Any thread.
inline RunId nextRunId()
{
    static std::atomic<RunId> last = 0;
    return ++last;
}

/// One finished batch of a run.
struct RunRows
{
    RunId run = 0;
    std::vector<int> spots;           ///< indices into the run's spot table
    std::vector<float> values;        ///< [spots, PredictorInfo::rowWidth()] row-major
    std::vector<std::uint8_t> padded; ///< per spot, 1 where a patch reached beyond the slide
};

/// Takes a batch, e.g. writes it to a session. Called on the thread that runs; a failure ends the run.
using RowSink = std::function<Result<void>(RunRows rows)>;

} // namespace transcope::core
