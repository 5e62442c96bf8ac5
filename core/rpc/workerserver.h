#pragma once

#include "core/rpc/fdstream.h"
#include "core/rpc/framing.h"
#include "core/rpc/predictionservice.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace transcope::core {

/// The worker's side of the protocol: reads requests on a thread of its own, so that cancel works during a
/// run, and works on them one after another on the thread that calls run().
class WorkerServer
{
public:
    /// Requests that may wait; more are refused, so that a client in a loop cannot fill the memory.
    static constexpr std::size_t MaxWaiting = 256;

    /// input, output: file descriptors, not owned; output carries nothing but the protocol.
    WorkerServer(int input, int output, PredictorFactory factory);
    WorkerServer(const WorkerServer&) = delete;
    WorkerServer& operator=(const WorkerServer&) = delete;

    /// Serves until the input ends, shutdown is asked for or requestStop() is called; a running prediction is
    /// stopped then. True when the conversation ended in order, false when the client broke the protocol.
    /// Call once.
    bool run();
    /// Makes run() return soon. May be called from any thread and from a signal handler.
    void requestStop() noexcept { m_wake.wake(); }

private:
    struct Task
    {
        RpcRequest request;
        std::stop_source stop;
    };

    void readRequests();
    void receive(const std::string& body);
    void receiveNotification(const RpcRequest& request);
    void enqueue(RpcRequest request);
    void cancel(RequestId id);
    void end(bool inOrder);
    std::optional<Task> nextTask();
    void execute(const Task& task);
    Result<RunSummary> predict(const Task& task, const PredictParams& params);
    template <class Params, class Work> void serve(const Task& task, const Work& work);
    template <class Value> void answer(RequestId id, const Result<Value>& result);
    void refuse(std::optional<RequestId> id, RpcErrorCode code, const Error& error);

    WakePipe m_wake;
    FdReader m_reader;
    FdWriter m_writer;
    FrameDecoder m_decoder;
    PredictionService m_service;

    std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_changed;
    std::deque<Task> m_waiting;
    std::optional<RequestId> m_currentId;
    std::stop_source m_currentStop;
    bool m_ended = false;
    bool m_inOrder = true;
};

} // namespace transcope::core
