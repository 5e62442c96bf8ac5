#include "ui/run/predictionsession.h"

#include "core/session/predictedlayer.h"

namespace transcope::ui {

namespace {

/// Where the rows go and which are not there yet.
struct Target
{
    std::int64_t layer = 0;
    std::vector<int> missing;
};

/// µm per level-0 px as far as the session knows it.
std::optional<double> knownScale(const core::Session& session)
{
    return session.slide().umPerPx ? session.slide().umPerPx : session.spots().umPerPx;
}

core::Result<Target> findTarget(core::Session& session, const core::PredictorInfo& info)
{
    // Patches are cut at the predictor's scale where both scales are known (PatchSpec).
    const auto cutAt = knownScale(session) ? info.patches.umPerPx : std::nullopt;
    const auto layer = core::resumeOrAddLayer(session, core::predictedLayerInfo(info, cutAt));
    if (!layer)
        return tl::unexpected(layer.error());
    auto missing = session.missingSpots(*layer);
    if (!missing)
        return tl::unexpected(missing.error());
    return Target{*layer, std::move(*missing)};
}

} // namespace

PredictionSession::PredictionSession(WorkerClient* client, std::shared_ptr<core::Session> session,
                                     QObject* parent)
    : QObject(parent), m_client(client), m_session(std::move(session)), m_jobs([this](auto result) {
          QMetaObject::invokeMethod(this, std::move(result), Qt::QueuedConnection);
      })
{
    connectClient();
}

/// The client also speaks of other calls, such as a run that was cancelled just before this one.
void PredictionSession::connectClient()
{
    connect(m_client, &WorkerClient::weightsLoaded, this, [this](const core::PredictorInfo& info) {
        if (isAboutThisRun())
            findLayer(info);
    });
    connect(m_client, &WorkerClient::rowsArrived, this,
            [this](const std::vector<int>& spots, const std::vector<float>& rows,
                   const std::vector<std::uint8_t>& padded) {
                if (isAboutThisRun())
                    store(spots, rows, padded);
            });
    connect(m_client, &WorkerClient::progressed, this, [this](const core::Progress& progress) {
        if (!isAboutThisRun())
            return;
        m_progress = progress;
        emit progressed(progress);
    });
    connect(m_client, &WorkerClient::finished, this, [this](const core::RunSummary& summary) {
        if (isAboutThisRun())
            end(State::Finished, {}, summary);
    });
    connect(m_client, &WorkerClient::failed, this, [this](const core::Error& error) {
        if (isAboutThisRun())
            end(State::Failed, error);
    });
    connect(m_client, &WorkerClient::cancelled, this, [this] {
        if (isAboutThisRun())
            end(State::Cancelled, {});
    });
    connect(m_client, &WorkerClient::died, this, [this](const QString& reason) {
        end(State::Died,
            {core::ErrorCode::DeviceFailure, reason.toStdString(), "Start the prediction again."});
    });
}

PredictionSession::~PredictionSession()
{
    disconnect(m_client, nullptr, this, nullptr);
    if (isActive())
        m_client->cancel();
    m_jobs.waitUntilIdle();
}

void PredictionSession::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

void PredictionSession::start(const RunRequest& request)
{
    if (isActive())
        return;
    m_request = request;
    m_cancelRequested = false;
    m_ending = false;
    m_error = {};
    m_progress = {};
    setState(State::LoadingWeights);
    m_call = m_client->loadWeights(request.weights, request.device, request.precision);
}

void PredictionSession::restart()
{
    start(RunRequest(m_request));
}

void PredictionSession::cancel()
{
    if (!isActive())
        return;
    m_cancelRequested = true; // before the run has begun, the next step sees it
    if (m_state == State::Running)
        m_client->cancel();
}

void PredictionSession::findLayer(const core::PredictorInfo& info)
{
    if (m_state != State::LoadingWeights)
        return;
    m_jobs.submit([session = m_session, info](std::stop_token) { return findTarget(*session, info); },
                  [this, info](core::Result<Target> target) {
                      if (m_state != State::LoadingWeights || m_ending)
                          return;
                      if (!target)
                          end(State::Failed, target.error());
                      else
                          predict(target->layer, info, target->missing);
                  });
}

void PredictionSession::predict(std::int64_t layer, const core::PredictorInfo& info,
                                const std::vector<int>& missing)
{
    m_layer = layer;
    emit layerReady(layer, info, missing);
    if (m_cancelRequested) {
        end(State::Cancelled, {});
        return;
    }
    setState(State::Running);
    if (missing.empty()) {
        end(State::Finished, {});
        return;
    }
    PredictRequest request;
    request.slide = m_session->slide().path;
    request.spots = m_session->spots();
    request.spots.umPerPx = knownScale(*m_session);
    request.pending = missing;
    request.batchSize = m_request.batchSize;
    m_call = m_client->predict(request);
}

void PredictionSession::store(const std::vector<int>& spots, const std::vector<float>& rows,
                              const std::vector<std::uint8_t>& padded)
{
    if (m_state != State::Running || m_ending || !m_layer)
        return;
    m_jobs.submit([session = m_session, layer = *m_layer, spots, rows,
                   padded](std::stop_token) { return session->writeRows(layer, spots, rows, padded); },
                  [this, spots, rows, padded](const core::Result<void>& written) {
                      if (written)
                          emit rowsStored(spots, rows, padded);
                      else
                          stopWith(written.error());
                  });
}

/// The session cannot be written: stops the worker; the run then ends as failed.
void PredictionSession::stopWith(const core::Error& error)
{
    if (!m_error.message.empty())
        return;
    m_error = error;
    m_client->cancel();
}

void PredictionSession::end(State state, core::Error error, const core::RunSummary& summary)
{
    if (!isActive() || m_ending)
        return;
    m_ending = true;
    if (m_error.message.empty())
        m_error = std::move(error);
    // Jobs end in order, so when this one has, all rows are written and announced.
    m_jobs.submit([](std::stop_token) { return core::Result<void>(); },
                  [this, state, summary](const core::Result<void>&) {
                      const bool unwritten =
                          state != State::Failed && state != State::Died && !m_error.message.empty();
                      announceEnd(unwritten ? State::Failed : state, summary);
                  });
}

void PredictionSession::announceEnd(State state, const core::RunSummary& summary)
{
    setState(state);
    switch (state) {
    case State::Finished:
        emit finished(summary);
        break;
    case State::Failed:
        emit failed(m_error);
        break;
    case State::Cancelled:
        emit cancelled();
        break;
    case State::Died:
        emit died(QString::fromStdString(m_error.message));
        break;
    case State::Idle:
    case State::LoadingWeights:
    case State::Running:
        break;
    }
}

} // namespace transcope::ui
