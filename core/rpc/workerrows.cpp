#include "core/rpc/workerrows.h"

#include "core/base/try.h"

#include <algorithm>

namespace transcope::core {

namespace {

/// The worker's model as if it were in this process.
class PatchesToWorker final : public Predictor
{
public:
    PatchesToWorker(WorkerClient& client, const PredictorInfo& info, std::stop_token stop)
        : m_client(client), m_info(info), m_stop(std::move(stop))
    {
    }
    const PredictorInfo& info() const override { return m_info; }
    Result<std::vector<float>> predict(const PatchBatch& batch) override
    {
        return m_client.predictPatches(batch, m_stop);
    }

private:
    WorkerClient& m_client;
    const PredictorInfo& m_info;
    std::stop_token m_stop;
};

} // namespace

Result<PredictorInfo> WorkerRows::load(std::stop_token stop)
{
    TRY(m_info, m_client.loadWeights(m_weights, std::move(stop)));
    if (m_client.wantsPatches())
        return infoOfOwnModel();
    if (m_info.views != m_weights.views)
        return fail(ErrorCode::Unsupported, "The worker does not predict from several views",
                    "Install viewer and worker of the same version");
    if (m_weights.splitLevels &&
        std::ranges::find(m_info.parts, levelPart(0), &RowPart::name) == m_info.parts.end())
        return fail(ErrorCode::Unsupported, "The worker does not split predictions by zoom level",
                    "Install viewer and worker of the same version");
    return m_info;
}

/// The views of a model that is sent patches are turned here.
Result<PredictorInfo> WorkerRows::infoOfOwnModel() const
{
    if (m_weights.splitLevels)
        return fail(ErrorCode::Unsupported,
                    m_info.title + " does not tell shares of zoom levels, as the method M2OST does",
                    "Leave the split by levels out");
    return m_weights.views > 1 ? infoOfEightViews(m_info) : m_info;
}

Result<RunSummary> WorkerRows::predict(const RunPlan& plan, const std::vector<int>& pending,
                                       const RunOptions& options, const RowSink& sink,
                                       const ProgressFn& progress, std::stop_token stop)
{
    return m_client.wantsPatches() ? predictHere(plan, pending, options, sink, progress, std::move(stop))
                                   : predictThere(plan, pending, options, sink, progress, std::move(stop));
}

Result<RunSummary> WorkerRows::predictHere(const RunPlan& plan, const std::vector<int>& pending,
                                           RunOptions options, const RowSink& sink,
                                           const ProgressFn& progress, std::stop_token stop)
{
    const int most = WorkerClient::mostSpotsPerBatch(m_info.patches);
    if (most < 1)
        return fail(ErrorCode::Unsupported,
                    m_info.method +
                        " wants larger patches than a message to a worker may hold (64 MiB per spot)",
                    "Let it ask for smaller patches or fewer levels");
    options.batchSize = std::min(options.batchSize > 0 ? options.batchSize : m_info.preferredBatch, most);
    std::unique_ptr<Predictor> predictor = std::make_unique<PatchesToWorker>(m_client, m_info, stop);
    if (m_weights.views > 1) {
        TRY(predictor, EightViews::of(std::move(predictor)));
    }
    return PredictorRows(*predictor).predict(plan, pending, options, sink, progress, std::move(stop));
}

Result<RunSummary> WorkerRows::predictThere(const RunPlan& plan, const std::vector<int>& pending,
                                            const RunOptions& options, const RowSink& sink,
                                            const ProgressFn& progress, std::stop_token stop)
{
    PredictParams params;
    params.slide = plan.slide.givenPath.string();
    params.umPerPx = plan.scale.umPerPx;
    params.batchSize = options.batchSize;
    params.spots = {{},
                    plan.spots->lattice,
                    plan.spots->diameterLevel0Px,
                    plan.spots->pitchLevel0Px,
                    plan.spots->umPerPx};
    const bool whole = seesWholeSection(m_client.kind());
    if (whole)
        params.spots.spots = plan.spots->spots;
    for (const int spot : pending) {
        if (spot < 0 || static_cast<std::size_t>(spot) >= plan.spots->size())
            return fail(ErrorCode::InvalidArgument, "There is no spot number " + std::to_string(spot));
        params.pending.push_back(whole ? spot : static_cast<int>(params.spots.size()));
        if (!whole)
            params.spots.spots.push_back(plan.spots->spots[static_cast<std::size_t>(spot)]);
    }
    const auto ofThePlan = [&](RunRows rows) {
        for (int& spot : rows.spots)
            spot = whole ? spot : pending[static_cast<std::size_t>(spot)];
        return sink(std::move(rows));
    };
    return m_client.predict(params, options.run, ofThePlan, progress, std::move(stop));
}

} // namespace transcope::core
