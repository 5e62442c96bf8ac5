#pragma once

#include "core/rpc/workerclient.h"

namespace transcope::core {

/// Rows from a worker. One that runs weights opens the slide itself (the same machine or the same shared
/// folder); one that wants patches is sent them, cut here from the plan's slide.
class WorkerRows final : public RowSource
{
public:
    /// client: outlives this object. weights: as the worker's machine sees the file.
    WorkerRows(WorkerClient& client, LoadWeightsParams weights)
        : m_client(client), m_weights(std::move(weights))
    {
    }

    /// Errors: besides WorkerClient's, InvalidArgument when a weights file is given to a worker that brings a
    /// model of its own.
    Result<PredictorInfo> load(std::stop_token stop) override;
    /// Only the pending spots are sent, so a single spot of a large section is as fast as of a small one; all
    /// of them for a method that sees the whole section.
    Result<RunSummary> predict(const RunPlan& plan, const std::vector<int>& pending,
                               const RunOptions& options, const RowSink& sink, const ProgressFn& progress,
                               std::stop_token stop) override;
    bool isAlive() const override { return m_client.isRunning(); }

private:
    Result<PredictorInfo> infoOfOwnModel() const;
    Result<RunSummary> predictHere(const RunPlan& plan, const std::vector<int>& pending, RunOptions options,
                                   const RowSink& sink, const ProgressFn& progress, std::stop_token stop);
    Result<RunSummary> predictThere(const RunPlan& plan, const std::vector<int>& pending,
                                    const RunOptions& options, const RowSink& sink,
                                    const ProgressFn& progress, std::stop_token stop);

    WorkerClient& m_client;
    LoadWeightsParams m_weights;
    PredictorInfo m_info;
};

} // namespace transcope::core
