#include "core/base/try.h"
#include "core/predict/visitorder.h"
#include "core/run/runparts.h"

#include <algorithm>
#include <numeric>

namespace transcope::core {

namespace {

constexpr std::size_t RowsAtOnce = 512; ///< to the sink: about half a megabyte of 250 genes

std::vector<int> allOf(const SpotTable& table)
{
    std::vector<int> all(table.size());
    std::iota(all.begin(), all.end(), 0);
    return all;
}

/// Each spot once, ascending.
std::vector<int> inOrder(std::vector<int> pending)
{
    std::sort(pending.begin(), pending.end());
    pending.erase(std::unique(pending.begin(), pending.end()), pending.end());
    return pending;
}

/// What a section's run carries along.
struct SectionRun
{
    SectionPass& pass;
    ProgressMeter meter;
    RunSummary summary;

    template <class Work> Result<void> timed(const Work& work, std::int64_t units);
    Result<void> showSquares(BatchFeed& feed, const std::vector<int>& order);
    Result<void> compute(const std::stop_token& stop);
    Result<void> hand(const SectionRows& rows, std::size_t genes, const std::vector<int>& pending, RunId run,
                      const RowSink& sink);
};

template <class Work> Result<void> SectionRun::timed(const Work& work, std::int64_t units)
{
    const auto start = std::chrono::steady_clock::now();
    const Result<void> done = work();
    summary.modelSeconds += secondsSince(start);
    if (done)
        meter.advance(units);
    return done;
}

Result<void> SectionRun::showSquares(BatchFeed& feed, const std::vector<int>& order)
{
    for (std::span<const int> left = order; !left.empty();) {
        TRY(auto batch, feed.next());
        const auto squares = left.first(static_cast<std::size_t>(batch->count));
        TRY_RUN(timed([&] { return pass.take(squares, *batch); }, batch->count));
        left = left.subspan(squares.size());
        feed.recycle(std::move(*batch));
    }
    return {};
}

Result<void> SectionRun::compute(const std::stop_token& stop)
{
    for (int number = 0; number < pass.steps(); ++number) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "The run was cancelled");
        TRY_RUN(timed([&] { return pass.step(number); }, 1));
    }
    return {};
}

/// The rows of the pending spots; all of them, whatever is asked meanwhile.
Result<void> SectionRun::hand(const SectionRows& rows, std::size_t genes, const std::vector<int>& pending,
                              RunId run, const RowSink& sink)
{
    for (std::size_t first = 0; first < pending.size(); first += RowsAtOnce) {
        RunRows part;
        part.run = run;
        part.spots.assign(pending.begin() + static_cast<std::ptrdiff_t>(first),
                          pending.begin() +
                              static_cast<std::ptrdiff_t>(std::min(pending.size(), first + RowsAtOnce)));
        for (const int spot : part.spots) {
            const auto row = rows.values.begin() + static_cast<std::ptrdiff_t>(spot * genes);
            part.values.insert(part.values.end(), row, row + static_cast<std::ptrdiff_t>(genes));
            part.padded.push_back(rows.padded[static_cast<std::size_t>(spot)]);
        }
        summary.predicted += static_cast<std::int64_t>(part.spots.size());
        summary.paddedSpots += std::count(part.padded.begin(), part.padded.end(), 1);
        TRY_RUN(sink(std::move(part)));
    }
    return {};
}

Result<RunSummary> runWhole(const RunPlan& plan, const std::vector<int>& pending, SectionPredictor& predictor,
                            const RunOptions& options, const RowSink& sink, const ProgressFn& progress,
                            const std::stop_token& stop)
{
    const auto start = std::chrono::steady_clock::now();
    const PredictorInfo& info = predictor.info();
    PatchExtractor extractor(plan.slide.slide, info.patches, plan.scale.umPerPx);
    TRY_RUN(extractor.check());
    TRY(const auto pass,
        predictor.begin({*plan.spots, plan.slide.slide->sizeLevel0Px(), plan.scale.umPerPx}));
    const double block = BlockPatchPx * extractor.baseDownsample();
    const auto order = visitOrder(pass->squares(), allOf(pass->squares()), block);
    extractor.limitCacheToSweep(block);
    BatchFeed feed(extractor, pass->squares(), order, feedOptions(info, options), stop);
    ProgressMeter meter(progress, "predicting", static_cast<std::int64_t>(order.size()) + pass->steps());

    SectionRun run{*pass, std::move(meter), {}};
    TRY_RUN(run.showSquares(feed, order));
    TRY_RUN(run.compute(stop));
    TRY(const auto rows, pass->rows());
    TRY_RUN(checkRows(info, rows.values, plan.spots->size()));
    TRY_RUN(run.hand(rows, info.genes.size(), inOrder(pending), options.run, sink));
    run.summary.seconds = secondsSince(start);
    run.summary.readSeconds = feed.readSeconds();
    run.summary.tilesDecoded = extractor.tilesDecoded();
    return run.summary;
}

} // namespace

Result<RunSummary> runSection(const RunPlan& plan, const std::vector<int>& pending,
                              SectionPredictor& predictor, const RunOptions& options, const RowSink& sink,
                              const ProgressFn& progress, std::stop_token stop)
{
    TRY_RUN(checkArguments(*plan.spots, pending, options));
    if (pending.empty())
        return RunSummary();
    auto ended = runWhole(plan, pending, predictor, options, sink, progress, stop);
    if (!ended && ended.error().code == ErrorCode::Cancelled)
        return fail(ErrorCode::Cancelled, "The run was cancelled; " + predictor.info().title +
                                              " predicts a section as a whole, so none of it is stored");
    return ended;
}

} // namespace transcope::core
