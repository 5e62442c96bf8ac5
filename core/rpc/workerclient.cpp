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
    m_hello.reset();
    m_abandoned.clear();
    m_genes = 0;
}

Error WorkerClient::died(std::string reason)
{
    endProcess();
    return {ErrorCode::DeviceFailure, std::move(reason), "Start the prediction again"};
}

RequestId WorkerClient::send(const char* method, const json& params)
{
    m_process->write(frame(requestBody(++m_lastRequest, method, params)));
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
        m_hello = send(rpcmethod::Initialize,
                       InitializeParams{WorkerProtocolVersion, "transcope " TRANSCOPE_VERSION});
    }
    if (!m_hello)
        return {};
    Call hello{.id = *m_hello};
    const auto answer = await(hello, stop);
    if (!answer && m_process && answer.error().code != ErrorCode::Cancelled)
        return tl::unexpected(died(answer.error().text())); // another version: nothing else will work
    if (!answer)
        return tl::unexpected(answer.error());
    m_hello.reset();
    return {};
}

Result<PredictorInfo> WorkerClient::loadWeights(const LoadWeightsParams& params, std::stop_token stop)
{
    TRY_RUN(ensureStarted(stop));
    Call call{.id = send(rpcmethod::LoadWeights, params)};
    m_genes = 0;
    TRY(const auto answer, await(call, stop));
    auto info = readMessage<PredictorInfo>(answer, rpcmethod::LoadWeights);
    if (!info)
        return tl::unexpected(died(info.error().text()));
    m_genes = info->genes.size();
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
        if ((stop.stop_requested() || call.sinkError) && !call.patience) {
            if (!call.predict) {
                if (call.id != m_hello)
                    m_abandoned.insert(call.id);
                return tl::unexpected(cancelled());
            }
            call.patience = ChildProcess::Clock::now() + CancelPatience;
            m_process->write(frame(notificationBody(rpcmethod::Cancel, CancelParams{call.id})));
        }
        switch (m_process->wait(bytes, m_wake.readEnd(), call.patience)) {
        case ChildProcess::Event::Output:
            m_decoder.append(bytes);
            break;
        case ChildProcess::Event::Ended:
            return ended(m_process->ending());
        case ChildProcess::Event::TimedOut:
            return ended("The worker did not stop when it was asked to");
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
    const bool fits = rows.values.size() == rows.spots.size() * m_genes &&
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

Result<RunSummary> WorkerRows::predict(const RunPlan& plan, const std::vector<int>& pending,
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
