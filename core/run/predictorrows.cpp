#include "core/base/try.h"
#include "core/predict/visitorder.h"
#include "core/run/modelcall.h"
#include "core/run/runparts.h"

#include <algorithm>

namespace transcope::core {

namespace {

// Predicts a batch and checks what comes back.
Result<std::vector<float>> predictChecked(Predictor& predictor, const PatchBatch& batch)
{
    auto rows = predictor.predict(batch);
    if (rows)
        TRY_RUN(checkRows(predictor.info(), *rows, static_cast<std::size_t>(batch.count)));
    return rows;
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

    BatchFeed feed(extractor, *plan.spots, order, feedOptions(info, options), stop);
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
        if (auto* whole = dynamic_cast<SectionPredictor*>(&m_predictor))
            return runSection(plan, pending, *whole, options, sink, progress, std::move(stop));
        return runAll(plan, pending, m_predictor, options, sink, progress, std::move(stop));
    });
}

} // namespace transcope::core
