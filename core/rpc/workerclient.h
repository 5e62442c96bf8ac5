#pragma once

#include "core/rpc/childprocess.h"
#include "core/rpc/fdstream.h"
#include "core/rpc/framing.h"
#include "core/rpc/messages.h"

#include <atomic>
#include <set>
#include <stop_token>

namespace transcope::core {

/// Talks to one transcope-worker process over its standard input and output; a call waits for its answer. The
/// worker starts with the first call, stays with its weights loaded between calls, and starts anew with the
/// next loadWeights() when it has died. Used from one thread at a time; what says so from any.
///
/// A worker that dies, cannot be started or breaks the protocol ends the call with DeviceFailure, the message
/// saying how, and isRunning() is false then. All other errors are answers of a worker that lives.
class WorkerClient
{
public:
    /// command: program and its arguments; "ssh host transcope-worker" works as well.
    explicit WorkerClient(std::vector<std::string> command) : m_command(std::move(command)) {}

    /// A cancelled call returns at once; the worker may still load, and the next call waits for that.
    Result<PredictorInfo> loadWeights(const LoadWeightsParams& params, std::stop_token stop = {});
    /// After a stop, rows that the worker still sends reach the sink; a worker that then is silent for
    /// CancelPatience is killed. Rows carry `run`.
    Result<RunSummary> predict(const PredictParams& params, RunId run, const RowSink& sink,
                               const ProgressFn& progress = {}, std::stop_token stop = {});

    /// What the weights loaded last look at; Patch while there are none.
    PredictorKind kind() const { return m_kind; }

    bool isRunning() const { return m_processId != 0; }    ///< any thread
    std::int64_t processId() const { return m_processId; } ///< 0 when not running; any thread
    /// Ends the worker and the call in progress, within a second, and all later calls: Cancelled. Any thread.
    void abort();

    static constexpr std::chrono::seconds CancelPatience{5};

private:
    struct Call
    {
        RequestId id = 0;
        const PredictParams* predict = nullptr; ///< what is predicted, where that is asked for
        RunId run = 0;
        const RowSink* sink = nullptr;
        const ProgressFn* progress = nullptr;
        std::optional<Error> sinkError = {}; ///< the sink takes no more rows
        std::optional<ChildProcess::Clock::time_point> patience =
            {}; ///< set when the worker was asked to stop
    };

    Result<void> ensureStarted(const std::stop_token& stop);
    RequestId send(const char* method, const nlohmann::json& params);
    Result<nlohmann::json> await(Call& call, const std::stop_token& stop);
    Result<std::optional<RpcResponse>> readMessages(Call& call);
    Result<void> receiveNotification(Call& call, const RpcRequest& notification);
    Result<void> receiveRows(Call& call, const nlohmann::json& json);
    Error died(std::string reason);
    void endProcess();

    std::vector<std::string> m_command;
    std::unique_ptr<ChildProcess> m_process;
    std::atomic<std::int64_t> m_processId = 0;
    std::atomic<bool> m_aborted = false;
    WakePipe m_wake;
    FrameDecoder m_decoder;
    RequestId m_lastRequest = 0;
    std::optional<RequestId> m_hello; ///< the initialize request while its answer is due
    std::set<RequestId> m_abandoned;  ///< requests whose answers nobody wants any more
    std::size_t m_genes = 0;          ///< of the loaded weights
    PredictorKind m_kind = PredictorKind::Patch;
};

/// Rows from a worker, which opens the slide itself (the same machine or the same shared folder).
class WorkerRows final : public RowSource
{
public:
    /// client: outlives this object. weights: as the worker's machine sees the file.
    WorkerRows(WorkerClient& client, LoadWeightsParams weights)
        : m_client(client), m_weights(std::move(weights))
    {
    }

    Result<PredictorInfo> load(std::stop_token stop) override
    {
        return m_client.loadWeights(m_weights, stop);
    }
    /// Only the pending spots are sent, so a single spot of a large section is as fast as of a small one; all
    /// of them for a method that sees the whole section.
    Result<RunSummary> predict(const RunPlan& plan, const std::vector<int>& pending,
                               const RunOptions& options, const RowSink& sink, const ProgressFn& progress,
                               std::stop_token stop) override;
    bool isAlive() const override { return m_client.isRunning(); }

private:
    WorkerClient& m_client;
    LoadWeightsParams m_weights;
};

} // namespace transcope::core
