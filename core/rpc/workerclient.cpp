#include "core/rpc/workerclient.h"

#include "core/base/try.h"

#include <algorithm>

namespace transcope::core {

using nlohmann::json;

namespace {

Error protocolError(std::string what)
{
    return {ErrorCode::BadInput, std::move(what), "Check the worker's command"};
}

Error cancelled()
{
    return {ErrorCode::Cancelled, "The run was cancelled", {}};
}

} // namespace

void WorkerClient::abort()
{
    m_aborted = true;
    m_wake.wake();
}

void WorkerClient::endProcess()
{
    m_process.reset();
    m_processId = 0;
    m_decoder = FrameDecoder();
    m_helloDue.reset();
    m_hello = {};
    m_abandoned.clear();
    m_rowWidth = 0;
}

Error WorkerClient::died(std::string reason)
{
    endProcess();
    return {ErrorCode::DeviceFailure, std::move(reason), "Start the prediction again"};
}

RequestId WorkerClient::send(const char* method, json params)
{
    m_process->write(frame(requestBody(++m_lastRequest, method, std::move(params))));
    return m_lastRequest;
}

/// A worker that has said hello, in this call or, when that was cancelled, in a later one.
Result<void> WorkerClient::ensureStarted(const std::stop_token& stop)
{
    if (m_aborted)
        return tl::unexpected(cancelled());
    if (!m_process) {
        TRY(m_process, ChildProcess::start(m_command));
        m_processId = m_process->id();
        m_helloDue = send(rpcmethod::Initialize,
                          InitializeParams{WorkerProtocolVersion, "transcope " TRANSCOPE_VERSION});
    }
    if (!m_helloDue)
        return {};
    Call call{.id = *m_helloDue,
              .until = ChildProcess::Clock::now() + m_helloPatience,
              .tooLong = m_command.front() + " was started and then gave no answer for " +
                         std::to_string(m_helloPatience / std::chrono::seconds(1)) + " s"};
    const auto answer = await(call, stop);
    if (!answer && m_process && answer.error().code != ErrorCode::Cancelled)
        return tl::unexpected(died(answer.error().text())); // another version: nothing else will work
    if (!answer)
        return tl::unexpected(answer.error());
    auto hello = readMessage<InitializeResult>(*answer, rpcmethod::Initialize);
    if (!hello)
        return tl::unexpected(died(hello.error().text()));
    m_hello = std::move(*hello);
    m_helloDue.reset();
    return {};
}

Result<PredictorInfo> WorkerClient::loadWeights(const LoadWeightsParams& params, std::stop_token stop)
{
    TRY_RUN(ensureStarted(stop));
    if (m_hello.wantsPatches && !params.path.empty())
        return fail(ErrorCode::InvalidArgument,
                    "This worker brings a model of its own, and does not run " + params.path,
                    "Leave the weights out, or choose another worker");
    Call call{.id = send(rpcmethod::LoadWeights, params)};
    m_rowWidth = 0;
    TRY(const auto answer, await(call, stop));
    auto info = readMessage<PredictorInfo>(answer, rpcmethod::LoadWeights);
    if (!info)
        return tl::unexpected(died(info.error().text()));
    if (m_hello.wantsPatches && info->kind != PredictorKind::Patch)
        return fail(ErrorCode::Unsupported,
                    info->title + " is of the kind " + std::string(kindName(info->kind)) +
                        ": a worker's own model predicts each spot from its own patches",
                    "Let it say patch");
    m_rowWidth = info->rowWidth();
    m_kind = info->kind;
    return info;
}

Result<RunSummary> WorkerClient::predict(const PredictParams& params, RunId run, const RowSink& sink,
                                         const ProgressFn& progress, std::stop_token stop)
{
    if (!m_process) // weights are gone with the worker that had them
        return fail(ErrorCode::DeviceFailure, "The worker is not running", "Start the prediction again");
    TRY_RUN(ensureStarted(stop));
    Call call{.id = send(rpcmethod::Predict, params),
              .cancellable = true,
              .predict = &params,
              .run = run,
              .sink = &sink,
              .progress = &progress};
    TRY(const auto answer, await(call, stop));
    auto summary = readMessage<RunSummary>(answer, rpcmethod::Predict);
    if (!summary)
        return tl::unexpected(died(summary.error().text()));
    return summary;
}

Result<std::vector<float>> WorkerClient::predictPatches(const PatchBatch& batch, std::stop_token stop)
{
    if (!m_process)
        return fail(ErrorCode::DeviceFailure, "The worker is not running", "Start the prediction again");
    Call call{.id = send(rpcmethod::PredictPatches, batch), .cancellable = true};
    TRY(const auto answer, await(call, stop));
    auto rows = readMessage<PatchRows>(answer, rpcmethod::PredictPatches);
    if (!rows)
        return tl::unexpected(died(rows.error().text()));
    if (rows->values.size() != static_cast<std::size_t>(batch.count) * m_rowWidth)
        return fail(ErrorCode::ModelFailure,
                    "The worker returned " + std::to_string(rows->values.size()) + " values for " +
                        std::to_string(batch.count) + " spots and " + std::to_string(m_rowWidth) + " genes",
                    "Let it return one number per spot and gene");
    return std::move(rows->values);
}

int WorkerClient::mostSpotsPerBatch(const PatchSpec& patches)
{
    constexpr double RoomForRest = 4096; // names and numbers around the patches
    const double bytes =
        3.0 * patches.sizePx * patches.sizePx * static_cast<double>(patches.downsamples.size());
    return static_cast<int>((FrameDecoder::DefaultMaxBodyBytes - RoomForRest) / (bytes * 4 / 3 + 4));
}

/// Waits for the call's answer; the result of one that failed is its error. A stop abandons a call that the
/// worker cannot be asked to stop.
Result<json> WorkerClient::await(Call& call, const std::stop_token& stop)
{
    const std::stop_callback wakeUp(stop, [this] { m_wake.wake(); });
    const auto ended = [&](std::string reason) { // no news for those who did not want the call any more
        auto error = died(std::move(reason));
        return tl::unexpected(call.sinkError ? *call.sinkError : stop.stop_requested() ? cancelled() : error);
    };
    std::string bytes;
    while (true) {
        auto answer = readMessages(call);
        if (!answer)
            return ended(answer.error().text());
        if (*answer && call.sinkError)
            return tl::unexpected(*call.sinkError);
        if (*answer)
            return std::move((*answer)->result);
        if (abandoned(call, stop))
            return tl::unexpected(cancelled());
        switch (m_process->wait(bytes, m_wake.readEnd(), call.until)) {
        case ChildProcess::Event::Output:
            m_decoder.append(bytes);
            break;
        case ChildProcess::Event::Ended:
            return ended("The worker " + m_process->ending());
        case ChildProcess::Event::TimedOut:
            return ended(call.tooLong);
        case ChildProcess::Event::Woken:
            m_wake.drain();
            if (m_aborted) {
                endProcess();
                return tl::unexpected(cancelled());
            }
            break;
        }
    }
}

/// After a stop: asks the worker to end the call, or is true when the call is left.
bool WorkerClient::abandoned(Call& call, const std::stop_token& stop)
{
    if ((!stop.stop_requested() && !call.sinkError) || call.stopping)
        return false;
    if (!call.cancellable) {
        if (call.id != m_helloDue)
            m_abandoned.insert(call.id);
        return true;
    }
    call.stopping = true;
    call.until = ChildProcess::Clock::now() + CancelPatience;
    m_process->write(frame(notificationBody(rpcmethod::Cancel, CancelParams{call.id})));
    return false;
}

/// Takes what has arrived whole, up to the call's answer. An error ends the worker: it breaks the protocol.
Result<std::optional<RpcResponse>> WorkerClient::readMessages(Call& call)
{
    while (true) {
        TRY(const auto body, m_decoder.next());
        if (!body)
            return std::nullopt;
        auto message = parseMessage(*body);
        if (!message)
            return tl::unexpected(message.error().error);
        if (const auto* request = std::get_if<RpcRequest>(&*message)) {
            if (request->id)
                return tl::unexpected(
                    protocolError("The other side asks instead of answering: it is no Transcope worker"));
            TRY_RUN(receiveNotification(call, *request));
            continue;
        }
        auto& response = std::get<RpcResponse>(*message);
        if (response.id == call.id)
            return std::move(response);
        if (response.id && m_abandoned.erase(*response.id) > 0)
            continue;
        return tl::unexpected(response.result ? protocolError("The worker answered what was not asked")
                                              : response.result.error());
    }
}

Result<void> WorkerClient::receiveNotification(Call& call, const RpcRequest& notification)
{
    if (notification.method == rpcmethod::Rows)
        return receiveRows(call, notification.params);
    if (notification.method != rpcmethod::Progress)
        return {};
    TRY(const auto params, readMessage<ProgressParams>(notification.params, rpcmethod::Progress));
    if (params.request == call.id && call.progress && *call.progress)
        (*call.progress)(params.progress);
    return {};
}

Result<void> WorkerClient::receiveRows(Call& call, const json& json)
{
    TRY(auto rows, readMessage<RunRows>(json, rpcmethod::Rows));
    if (!call.predict || rows.run != call.id || call.sinkError)
        return {}; // of a run that is over
    const bool fits = rows.values.size() == rows.spots.size() * m_rowWidth &&
                      rows.padded.size() == rows.spots.size() &&
                      std::ranges::all_of(rows.spots, [&](int spot) {
                          return static_cast<std::size_t>(spot) < call.predict->spots.size();
                      });
    if (!fits)
        return tl::unexpected(protocolError("The worker sent rows that do not fit what was asked for"));
    rows.run = call.run;
    if (const auto taken = (*call.sink)(std::move(rows)); !taken)
        call.sinkError = taken.error();
    return {};
}

} // namespace transcope::core
