#pragma once

#include "core/base/childprocess.h"
#include "core/rpc/fdstream.h"
#include "core/rpc/framing.h"
#include "core/rpc/messages.h"

#include <atomic>
#include <set>
#include <stop_token>

namespace transcope::core {

/// Talks to one worker process (transcope-worker, or one in another language: docs/worker-protocol.md) over
/// its standard input and output; a call waits for its answer. The worker starts with the first call, stays
/// with its weights loaded between calls, and starts anew with the next loadWeights() when it has died. Used
/// from one thread at a time; what says so from any.
///
/// A worker that dies, cannot be started or breaks the protocol ends the call with DeviceFailure, the message
/// saying how, and isRunning() is false then. All other errors are answers of a worker that lives.
class WorkerClient
{
public:
    /// command: program and its arguments; "ssh host transcope-worker" works as well.
    /// helloPatience: how long a worker may take from its start to its first answer; loading libraries of
    /// Python from a slow disk takes a minute.
    explicit WorkerClient(std::vector<std::string> command,
                          std::chrono::milliseconds helloPatience = std::chrono::minutes(3))
        : m_command(std::move(command)), m_helloPatience(helloPatience)
    {
    }

    /// A cancelled call returns at once; the worker may still load, and the next call waits for that.
    Result<PredictorInfo> loadWeights(const LoadWeightsParams& params, std::stop_token stop = {});
    /// After a stop, rows that the worker still sends reach the sink; a worker that then is silent for
    /// CancelPatience is killed. Rows carry `run`.
    Result<RunSummary> predict(const PredictParams& params, RunId run, const RowSink& sink,
                               const ProgressFn& progress = {}, std::stop_token stop = {});

    /// Whether it predicts from patches that it is sent, by predictPatches() alone; known after
    /// loadWeights().
    bool wantsPatches() const { return m_hello.wantsPatches; }
    /// Rows of a batch of the patches that loadWeights() told of, predictions or an encoder's features:
    /// [batch.count, genes]. After a stop a worker
    /// that does not answer for CancelPatience is killed. Besides: ModelFailure when the rows do not fit.
    Result<std::vector<float>> predictPatches(const PatchBatch& batch, std::stop_token stop = {});
    /// Spots of such a batch, at most; 0 when the patches of one do not fit into a message.
    static int mostSpotsPerBatch(const PatchSpec& patches);

    /// What the weights loaded last look at; Patch while there are none.
    PredictorKind kind() const { return m_kind; }

    /// Ends the worker; the next loadWeights() starts another.
    void stop() { endProcess(); }

    bool isRunning() const { return m_processId != 0; }    ///< any thread
    std::int64_t processId() const { return m_processId; } ///< 0 when not running; any thread
    /// Ends the worker and the call in progress, within a second, and all later calls: Cancelled. Any thread.
    void abort();

    static constexpr std::chrono::seconds CancelPatience{5};

private:
    struct Call
    {
        RequestId id = 0;
        bool cancellable = false;               ///< a stop asks the worker to end it; else it is abandoned
        const PredictParams* predict = nullptr; ///< what is predicted, where that is asked for
        RunId run = 0;
        const RowSink* sink = nullptr;
        const ProgressFn* progress = nullptr;
        std::optional<Error> sinkError = {}; ///< the sink takes no more rows
        bool stopping = false;               ///< the worker was asked to stop
        std::optional<ChildProcess::Clock::time_point> until = {};
        std::string tooLong = "The worker did not stop when it was asked to"; ///< said when that is over
    };

    Result<void> ensureStarted(const std::stop_token& stop);
    RequestId send(const char* method, nlohmann::json params);
    bool abandoned(Call& call, const std::stop_token& stop);
    Result<nlohmann::json> await(Call& call, const std::stop_token& stop);
    Result<std::optional<RpcResponse>> readMessages(Call& call);
    Result<void> receiveNotification(Call& call, const RpcRequest& notification);
    Result<void> receiveRows(Call& call, const nlohmann::json& json);
    Error died(std::string reason);
    void endProcess();

    std::vector<std::string> m_command;
    std::chrono::milliseconds m_helloPatience;
    std::unique_ptr<ChildProcess> m_process;
    std::atomic<std::int64_t> m_processId = 0;
    std::atomic<bool> m_aborted = false;
    WakePipe m_wake;
    FrameDecoder m_decoder;
    RequestId m_lastRequest = 0;
    std::optional<RequestId> m_helloDue; ///< the initialize request while its answer is due
    InitializeResult m_hello;
    std::set<RequestId> m_abandoned; ///< requests whose answers nobody wants any more
    std::size_t m_rowWidth = 0;      ///< of the loaded weights
    PredictorKind m_kind = PredictorKind::Patch;
};

} // namespace transcope::core
