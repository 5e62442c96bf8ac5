#include "core/rpc/workerserver.h"

#include "core/base/guarded.h"

#include <spdlog/spdlog.h>
#include <thread>

namespace transcope::core {

namespace {

Result<InitializeResult> initialize(const InitializeParams& params)
{
    spdlog::info("Client {} speaks protocol {}", params.client, params.protocol);
    if (params.protocol != WorkerProtocolVersion)
        return fail(ErrorCode::Unsupported,
                    "The viewer speaks protocol " + std::to_string(params.protocol) + ", this worker " +
                        std::to_string(WorkerProtocolVersion),
                    "Install viewer and worker of the same version");
    return InitializeResult{WorkerProtocolVersion, TRANSCOPE_VERSION};
}

Result<PredictorInfo> logged(Result<PredictorInfo> info)
{
    if (info)
        spdlog::info("{} on {} in {}: {}", info->weightsName, info->device, info->precision,
                     info->precisionReason);
    return info;
}

} // namespace

WorkerServer::WorkerServer(int input, int output, PredictorFactory factory)
    : m_reader(input, m_wake), m_writer(output), m_service(std::move(factory))
{
}

bool WorkerServer::run()
{
    std::jthread reader([this] {
        if (const auto read = guardedCall([this] { readRequests(); }); !read) {
            spdlog::error(read.error().text());
            end(false);
        }
    });
    while (const auto task = nextTask())
        execute(*task);
    m_wake.wake(); // after shutdown the reader still waits
    reader.join();
    return m_inOrder;
}

void WorkerServer::readRequests()
{
    bool inOrder = true;
    while (inOrder) {
        const auto bytes = m_reader.read();
        if (bytes.empty())
            break;
        m_decoder.append(bytes);
        while (true) {
            const auto body = m_decoder.next();
            if (!body) {
                refuse(std::nullopt, RpcErrorCode::ParseError, body.error());
                inOrder = false;
                break;
            }
            if (!*body)
                break;
            receive(**body);
        }
    }
    if (inOrder && !m_decoder.atBoundary())
        spdlog::warn("The input ended within a message");
    end(inOrder && m_decoder.atBoundary());
}

void WorkerServer::receive(const std::string& body)
{
    auto message = parseMessage(body);
    if (!message) {
        refuse(message.error().id, message.error().code, message.error().error);
        return;
    }
    auto* request = std::get_if<RpcRequest>(&*message);
    if (!request)
        spdlog::warn("Ignored an answer: this worker asks nothing");
    else if (request->id)
        enqueue(std::move(*request));
    else
        receiveNotification(*request);
}

void WorkerServer::receiveNotification(const RpcRequest& request)
{
    if (request.method != rpcmethod::Cancel) {
        spdlog::warn("Ignored notification {}", request.method);
        return;
    }
    if (const auto params = readMessage<CancelParams>(request.params, rpcmethod::Cancel))
        cancel(params->request);
    else
        spdlog::warn(params.error().message);
}

void WorkerServer::enqueue(RpcRequest request)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() < MaxWaiting) {
            m_waiting.push_back({std::move(request), {}});
            m_changed.notify_one();
            return;
        }
    }
    refuse(request.id, RpcErrorCode::Failed,
           {ErrorCode::InvalidArgument, "Too many requests wait already", "Wait for some to end"});
}

void WorkerServer::cancel(RequestId id)
{
    const std::lock_guard lock(m_mutex);
    if (m_currentId == id)
        m_currentStop.request_stop();
    for (Task& task : m_waiting)
        if (task.request.id == id)
            task.stop.request_stop();
}

void WorkerServer::end(bool inOrder)
{
    const std::lock_guard lock(m_mutex);
    m_inOrder = m_inOrder && inOrder;
    m_ended = true;
    m_waiting.clear();
    m_currentStop.request_stop();
    m_changed.notify_one();
}

std::optional<WorkerServer::Task> WorkerServer::nextTask()
{
    std::unique_lock lock(m_mutex);
    m_currentId.reset();
    m_changed.wait(lock, [this] { return m_ended || !m_waiting.empty(); });
    if (m_ended)
        return std::nullopt;
    Task task = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_currentId = task.request.id;
    m_currentStop = task.stop;
    return task;
}

void WorkerServer::refuse(std::optional<RequestId> id, RpcErrorCode code, const Error& error)
{
    spdlog::error(error.text());
    if (const auto sent = m_writer.send(errorBody(id, code, error)); !sent)
        spdlog::warn(sent.error().message);
}

template <class Value> void WorkerServer::answer(RequestId id, const Result<Value>& result)
{
    if (!result) {
        refuse(id, RpcErrorCode::Failed, result.error());
        return;
    }
    if (const auto sent = m_writer.send(resultBody(id, *result)); !sent)
        spdlog::warn(sent.error().message);
}

Result<RunSummary> WorkerServer::predict(const Task& task, const PredictParams& params)
{
    const RequestId id = task.request.id.value();
    const auto sendRows = [&](const RunRows& rows) {
        return m_writer.send(notificationBody(rpcmethod::Rows, rows));
    };
    const auto sendProgress = [&](const Progress& progress) {
        // A client that is gone is noticed by the rows.
        (void)m_writer.send(notificationBody(rpcmethod::Progress, ProgressParams{id, progress}));
    };
    return m_service.predict(params, id, sendRows, sendProgress, task.stop.get_token());
}

/// Answers a request with what `work` makes of its params.
template <class Params, class Work> void WorkerServer::serve(const Task& task, const Work& work)
{
    const RequestId id = task.request.id.value();
    if (const auto params = readMessage<Params>(task.request.params, task.request.method.c_str()))
        answer(id, work(*params));
    else
        refuse(id, RpcErrorCode::InvalidParams, params.error());
}

void WorkerServer::execute(const Task& task)
{
    const RequestId id = task.request.id.value();
    const std::string& method = task.request.method;
    if (method == rpcmethod::Predict) {
        serve<PredictParams>(task, [&](const PredictParams& params) { return predict(task, params); });
    } else if (method == rpcmethod::PredictPatches) {
        serve<PatchBatch>(task, [&](const PatchBatch& batch) { return m_service.predictPatches(batch); });
    } else if (method == rpcmethod::LoadWeights) {
        serve<LoadWeightsParams>(
            task, [&](const LoadWeightsParams& params) { return logged(m_service.loadWeights(params)); });
    } else if (method == rpcmethod::Initialize) {
        serve<InitializeParams>(task, initialize);
    } else if (method == rpcmethod::Shutdown) {
        answer(id, Result<nlohmann::json>(nlohmann::json()));
        end(true);
    } else {
        refuse(id, RpcErrorCode::MethodNotFound,
               {ErrorCode::Unsupported, "This worker does not know the request \"" + method + "\"",
                "Install viewer and worker of the same version"});
    }
}

} // namespace transcope::core
