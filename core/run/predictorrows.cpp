#include "core/base/try.h"
#include "core/predict/visitorder.h"
#include "core/run/batchfeed.h"
#include "core/run/modelcall.h"
#include "core/run/rowsource.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace transcope::core {

namespace {

constexpr double BlockPatchPx = 256; // about a tile of the finest patches' level
constexpr int MaxBatch = 4096;

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

// Predicts a batch and checks what comes back.
Result<std::vector<float>> predictChecked(Predictor& predictor, const PatchBatch& batch)
{
    const auto failed = [&](const std::string& what) {
        return fail(ErrorCode::ModelFailure, predictor.info().method + ": " + what,
                    "Check the weights file, or the program that predicts");
    };
    auto rows = predictor.predict(batch);
    if (!rows)
        return rows;
    if (rows->size() != static_cast<std::size_t>(batch.count) * predictor.info().genes.size())
        return failed("returned " + std::to_string(rows->size()) + " values for " +
                      std::to_string(batch.count) + " spots and " +
                      std::to_string(predictor.info().genes.size()) + " genes");
    if (!std::all_of(rows->begin(), rows->end(), [](float value) { return std::isfinite(value); }))
        return failed("returned values that are not finite");
    return rows;
}

// A CPU takes some fifty times as long for a spot as reading it, and the two share the cores; a GPU may be
// faster than all cores can read.
int readersFor(const std::string& device)
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return std::max(2, device == "cpu" ? cores / 8 : cores - 1);
}

// What a run carries from batch to batch.
struct Run
{
    const std::vector<int>& order;
    Predictor& predictor;
    RunId id;
    const RowSink& sink;
    ProgressMeter meter;
    RunSummary summary;

    Result<void> predictAndSink(const PatchBatch& batch);
};

Result<void> Run::predictAndSink(const PatchBatch& batch)
{
    const auto start = std::chrono::steady_clock::now();
    auto values = predictChecked(predictor, batch);
    summary.modelSeconds += secondsSince(start);
    if (!values)
        return tl::unexpected(values.error());
    const auto first = order.begin() + summary.predicted;
    TRY_RUN(sink({id, {first, first + batch.count}, std::move(*values), batch.padded}));
    summary.predicted += batch.count;
    summary.paddedSpots += std::count(batch.padded.begin(), batch.padded.end(), 1);
    meter.advance(batch.count);
    return {};
}

Result<RunSummary> runAll(const RunPlan& plan, const std::vector<int>& pending, Predictor& predictor,
                          const RunOptions& options, const RowSink& sink, const ProgressFn& progress,
                          std::stop_token stop)
{
    const auto start = std::chrono::steady_clock::now();
    const PredictorInfo& info = predictor.info();
    TRY_RUN(checkArguments(*plan.spots, pending, options));
    PatchExtractor extractor(plan.slide.slide, info.patches, plan.scale.umPerPx);
    TRY_RUN(extractor.check());
    const double block = BlockPatchPx * extractor.baseDownsample();
    const auto order = visitOrder(*plan.spots, pending, block);
    extractor.limitCacheToSweep(block);

    const int batchSize =
        std::clamp(options.batchSize > 0 ? options.batchSize : info.preferredBatch, 1, MaxBatch);
    const int readers = options.readerThreads > 0 ? options.readerThreads : readersFor(info.device);
    BatchFeed feed(extractor, *plan.spots, order, {batchSize, readers, options.readAheadBatches}, stop);
    ProgressMeter meter(progress, "predicting", static_cast<std::int64_t>(order.size()));
    Run run{order, predictor, options.run, sink, std::move(meter), {}};
    while (true) {
        TRY(auto batch, feed.next());
        if (!batch)
            break;
        TRY_RUN(run.predictAndSink(*batch));
        feed.recycle(std::move(*batch));
    }
    run.summary.seconds = secondsSince(start);
    run.summary.readSeconds = feed.readSeconds();
    run.summary.tilesDecoded = extractor.tilesDecoded();
    return run.summary;
}

} // namespace

Result<RunSummary> PredictorRows::predict(const RunPlan& plan, const std::vector<int>& pending,
                                          const RunOptions& options, const RowSink& sink,
                                          const ProgressFn& progress, std::stop_token stop)
{
    return modelCall(m_predictor.info().method, [&] {
        return runAll(plan, pending, m_predictor, options, sink, progress, std::move(stop));
    });
}

} // namespace transcope::core
