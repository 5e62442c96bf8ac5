#include "core/run/runparts.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace transcope::core {

namespace {

// A CPU takes some fifty times as long for a spot as reading it, and the two share the cores; a GPU may be
// faster than all cores can read.
int readersFor(const std::string& device)
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return std::max(2, device == "cpu" ? cores / 8 : cores - 1);
}

} // namespace

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Result<void> checkArguments(const SpotTable& spots, const std::vector<int>& pending,
                            const RunOptions& options)
{
    for (const int spot : pending)
        if (spot < 0 || spot >= static_cast<int>(spots.size()))
            return fail(ErrorCode::InvalidArgument, "There is no spot number " + std::to_string(spot));
    if (options.batchSize < 0 || options.batchSize > MaxBatch || options.readerThreads < 0 ||
        options.readAheadBatches < 1)
        return fail(ErrorCode::InvalidArgument,
                    "Batch size, reader threads or batches ahead are out of range",
                    "Use batches of 1 to 4096 and at least one batch ahead");
    return {};
}

BatchFeed::Options feedOptions(const PredictorInfo& info, const RunOptions& options)
{
    return {std::clamp(options.batchSize > 0 ? options.batchSize : info.preferredBatch, 1, MaxBatch),
            options.readerThreads > 0 ? options.readerThreads : readersFor(info.device),
            options.readAheadBatches};
}

Result<void> checkRows(const PredictorInfo& info, const std::vector<float>& rows, std::size_t spots)
{
    const auto failed = [&](const std::string& what) {
        return fail(ErrorCode::ModelFailure, info.method + ": " + what,
                    "Check the weights file, or the program that predicts");
    };
    if (rows.size() != spots * info.rowWidth())
        return failed("returned " + std::to_string(rows.size()) + " values for " + std::to_string(spots) +
                      " spots and " + std::to_string(info.rowWidth()) + " values each");
    if (!std::all_of(rows.begin(), rows.end(), [](float value) { return std::isfinite(value); }))
        return failed("returned values that are not finite");
    return {};
}

} // namespace transcope::core
