#include "ui/worker/workerclient.h"

#include "core/rpc/messages.h"
#include "ui/worker/workerprocess.h"

#include <QCoreApplication>
#include <QDir>
#include <algorithm>
#include <deque>
#include <variant>

namespace transcope::ui {

namespace {

/// A call that the worker has not answered yet.
struct Call
{
    WorkerClient::CallId id = 0;
    std::variant<core::InitializeParams, core::LoadWeightsParams, PredictRequest> content;

    template <class Content> bool is() const { return std::holds_alternative<Content>(content); }
    template <class Content> const Content* as() const { return std::get_if<Content>(&content); }
};

/// The request with nothing but its pending spots, in order.
core::PredictParams compact(const PredictRequest& request)
{
    core::PredictParams params;
    params.slide = request.slide.string();
    params.batchSize = request.batchSize;
    params.spots.lattice = request.spots.lattice;
    params.spots.diameterLevel0Px = request.spots.diameterLevel0Px;
    params.spots.pitchLevel0Px = request.spots.pitchLevel0Px;
    params.spots.umPerPx = request.spots.umPerPx;
    for (const int spot : request.pending) {
        params.pending.push_back(static_cast<int>(params.spots.size()));
        params.spots.spots.push_back(request.spots.spots.at(static_cast<std::size_t>(spot)));
    }
    return params;
}

bool pendingAreInTable(const PredictRequest& request)
{
    const auto count = static_cast<qint64>(request.spots.size());
    return std::ranges::all_of(request.pending, [&](int spot) { return spot >= 0 && spot < count; });
}

} // namespace

struct WorkerClient::Impl
{
    Impl(WorkerClient* client, QStringList command) : q(client), process(std::move(command)) {}

    CallId add(decltype(Call::content) content);
    void sendNext();
    void setState(State next);
    void receive(const core::RpcMessage& message);
    void receiveNotification(const core::RpcRequest& notification);
    void receiveRows(const nlohmann::json& json);
    void receiveAnswer(const core::RpcResponse& response);
    void failCurrent(const core::Error& error);
    void dropWaitingPredictions();
    void processEnded(const QString& reason);

    WorkerClient* q;
    WorkerProcess process;
    State state = State::NotRunning;
    std::deque<Call> calls; ///< the first has been sent when `sent` is set
    std::optional<core::RequestId> sent;
    core::RequestId lastRequest = 0;
    CallId lastCall = 0;
    CallId signalled = 0;  ///< what signalledCall() says
    std::size_t genes = 0; ///< of the loaded weights
};

void WorkerClient::Impl::setState(State next)
{
    if (state == next)
        return;
    state = next;
    emit q->stateChanged(next);
}

WorkerClient::CallId WorkerClient::Impl::add(decltype(Call::content) content)
{
    const CallId id = ++lastCall;
    if (!process.isRunning())
        q->start();
    if (state == State::NotRunning)
        return id; // it could not even be tried to start; died() has said so
    calls.push_back({id, std::move(content)});
    sendNext();
    return id;
}

void WorkerClient::Impl::sendNext()
{
    if (sent || state == State::NotRunning)
        return;
    if (calls.empty()) {
        setState(State::Idle);
        return;
    }
    sent = ++lastRequest;
    if (const auto* load = calls.front().as<core::LoadWeightsParams>()) {
        process.send(core::requestBody(*sent, core::rpcmethod::LoadWeights, *load));
        setState(State::LoadingWeights);
    } else if (const auto* predict = calls.front().as<PredictRequest>()) {
        process.send(core::requestBody(*sent, core::rpcmethod::Predict, compact(*predict)));
        setState(State::Predicting);
    } else {
        process.send(core::requestBody(*sent, core::rpcmethod::Initialize,
                                       std::get<core::InitializeParams>(calls.front().content)));
    }
}

void WorkerClient::Impl::receive(const core::RpcMessage& message)
{
    if (const auto* response = std::get_if<core::RpcResponse>(&message))
        receiveAnswer(*response);
    else if (const auto& request = std::get<core::RpcRequest>(message); request.id)
        process.abandon(tr("The other side asks instead of answering: it is no Transcope worker"));
    else
        receiveNotification(request);
}

void WorkerClient::Impl::receiveNotification(const core::RpcRequest& notification)
{
    if (notification.method == core::rpcmethod::Rows) {
        receiveRows(notification.params);
    } else if (notification.method == core::rpcmethod::Progress) {
        const auto params =
            core::readMessage<core::ProgressParams>(notification.params, core::rpcmethod::Progress);
        if (!params) {
            process.abandon(QString::fromStdString(params.error().text()));
        } else if (sent == params->request) {
            signalled = calls.front().id;
            emit q->progressed(params->progress);
        }
    }
}

void WorkerClient::Impl::receiveRows(const nlohmann::json& json)
{
    auto params = core::readMessage<core::RowsParams>(json, core::rpcmethod::Rows);
    if (!params) {
        process.abandon(QString::fromStdString(params.error().text()));
        return;
    }
    const auto* request = calls.empty() ? nullptr : calls.front().as<PredictRequest>();
    if (!request || sent != params->request)
        return; // rows of a run that is over
    const bool fits = params->rows.size() == params->spots.size() * genes &&
                      params->padded.size() == params->spots.size() &&
                      std::ranges::all_of(params->spots, [&](int spot) {
                          return static_cast<std::size_t>(spot) < request->pending.size();
                      });
    if (!fits) {
        process.abandon(tr("The worker sent rows that do not fit what was asked for"));
        return;
    }
    for (int& spot : params->spots)
        spot = request->pending[static_cast<std::size_t>(spot)];
    signalled = calls.front().id;
    emit q->rowsArrived(params->spots, params->rows, params->padded);
}

void WorkerClient::Impl::receiveAnswer(const core::RpcResponse& response)
{
    if (!response.id || response.id != sent) {
        process.abandon(response.result ? tr("The worker answered what was not asked")
                                        : QString::fromStdString(response.result.error().text()));
        return;
    }
    if (!response.result) {
        failCurrent(response.result.error());
        return;
    }
    const Call call = std::move(calls.front());
    calls.pop_front();
    sent.reset();
    if (call.is<core::InitializeParams>()) {
        sendNext();
    } else if (call.is<core::LoadWeightsParams>()) {
        const auto info =
            core::readMessage<core::PredictorInfo>(*response.result, core::rpcmethod::LoadWeights);
        if (!info) {
            process.abandon(QString::fromStdString(info.error().text()));
            return;
        }
        genes = info->genes.size();
        sendNext();
        signalled = call.id;
        emit q->weightsLoaded(*info);
    } else {
        const auto summary = core::readMessage<core::RunSummary>(*response.result, core::rpcmethod::Predict);
        sendNext();
        signalled = call.id;
        if (summary)
            emit q->finished(*summary);
        else
            process.abandon(QString::fromStdString(summary.error().text()));
    }
}

void WorkerClient::Impl::failCurrent(const core::Error& error)
{
    const Call call = std::move(calls.front());
    calls.pop_front();
    sent.reset();
    if (call.is<core::InitializeParams>()) {
        process.abandon(QString::fromStdString(error.text())); // another version: nothing else will work
        return;
    }
    if (call.is<core::LoadWeightsParams>())
        while (!calls.empty() && calls.front().is<PredictRequest>())
            calls.pop_front();
    sendNext();
    signalled = call.id;
    if (error.code == core::ErrorCode::Cancelled)
        emit q->cancelled();
    else
        emit q->failed(error);
}

/// The caller hears of each when it is back in its event loop, not from within its own call.
void WorkerClient::Impl::dropWaitingPredictions()
{
    const auto waiting = calls.begin() + (sent ? 1 : 0);
    for (auto call = waiting; call != calls.end(); ++call)
        if (call->is<PredictRequest>())
            QMetaObject::invokeMethod(
                q,
                [this, id = call->id] {
                    signalled = id;
                    emit q->cancelled();
                },
                Qt::QueuedConnection);
    calls.erase(
        std::remove_if(waiting, calls.end(), [](const Call& call) { return call.is<PredictRequest>(); }),
        calls.end());
}

void WorkerClient::Impl::processEnded(const QString& reason)
{
    calls.clear();
    sent.reset();
    genes = 0;
    signalled = 0;
    setState(State::NotRunning);
    emit q->died(reason);
}

WorkerClient::WorkerClient(QStringList command, QObject* parent)
    : QObject(parent), m_impl(std::make_unique<Impl>(this, std::move(command)))
{
    connect(&m_impl->process, &WorkerProcess::received, this,
            [this](const core::RpcMessage& message) { m_impl->receive(message); });
    connect(&m_impl->process, &WorkerProcess::ended, this,
            [this](const QString& reason) { m_impl->processEnded(reason); });
}

WorkerClient::~WorkerClient() = default;

WorkerClient::State WorkerClient::state() const
{
    return m_impl->state;
}

qint64 WorkerClient::processId() const
{
    return m_impl->process.processId();
}

QStringList WorkerClient::defaultCommand()
{
    return {QDir(QCoreApplication::applicationDirPath()).filePath("transcope-worker")};
}

void WorkerClient::start()
{
    if (m_impl->process.isRunning())
        return;
    m_impl->setState(State::Starting);
    m_impl->calls.push_front(
        {0, core::InitializeParams{core::WorkerProtocolVersion, "transcope " TRANSCOPE_VERSION}});
    m_impl->process.start();
    m_impl->sendNext();
}

WorkerClient::CallId WorkerClient::loadWeights(const QString& path, const QString& device,
                                               const QString& precision)
{
    return m_impl->add(
        core::LoadWeightsParams{path.toStdString(), device.toStdString(), precision.toStdString()});
}

WorkerClient::CallId WorkerClient::predict(const PredictRequest& request)
{
    if (pendingAreInTable(request))
        return m_impl->add(request);
    const core::Error error{core::ErrorCode::InvalidArgument, "A spot to predict is not in the table", {}};
    const CallId id = ++m_impl->lastCall;
    QMetaObject::invokeMethod(
        this,
        [this, id, error] {
            m_impl->signalled = id;
            emit failed(error);
        },
        Qt::QueuedConnection);
    return id;
}

WorkerClient::CallId WorkerClient::signalledCall() const
{
    return m_impl->signalled;
}

void WorkerClient::cancel()
{
    m_impl->dropWaitingPredictions();
    if (m_impl->state == State::Predicting)
        m_impl->process.send(
            core::notificationBody(core::rpcmethod::Cancel, core::CancelParams{m_impl->sent.value()}));
}

} // namespace transcope::ui
