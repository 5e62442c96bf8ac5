#pragma once

#include "core/base/jobqueue.h"
#include "core/session/session.h"
#include "ui/worker/workerclient.h"

#include <optional>

namespace transcope::ui {

/// What a run is to do.
struct RunRequest
{
    QString weights;
    QString device = "auto";
    QString precision = "auto";
    int batchSize = 0; ///< 0 = the predictor's preference
};

/// One layer of a session being predicted by a worker: finds the layer that the weights belong to or adds it,
/// asks the worker for the spots it lacks, and writes rows as they arrive. Files are read and written on a
/// thread of its own. UI thread only. A worker client serves one PredictionSession at a time.
class PredictionSession : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Idle,           ///< nothing asked yet
        LoadingWeights, ///< the worker starts, loads weights, and the layer is found
        Running,
        Finished,
        Failed,    ///< see error(); what arrived is saved
        Cancelled, ///< what arrived is saved
        Died,      ///< the worker process ended; what arrived is saved and restart() does the rest
    };
    Q_ENUM(State)

    /// client must outlive this object.
    PredictionSession(WorkerClient* client, std::shared_ptr<core::Session> session,
                      QObject* parent = nullptr);
    /// Cancels a run and waits until what arrived is saved (milliseconds).
    ~PredictionSession() override;

    /// Begins a run, or goes on with one: only spots without a row are predicted. No-op while one is active.
    void start(const RunRequest& request);
    /// The last request again, with a new worker where the old one died.
    void restart();
    void cancel();

    State state() const { return m_state; }
    bool isActive() const { return m_state == State::LoadingWeights || m_state == State::Running; }
    /// The layer that is being filled; known once layerReady() was emitted.
    std::optional<std::int64_t> layer() const { return m_layer; }
    /// Of the running stage; the stage "predicting" counts the spots of this run, not those found in the
    /// layer.
    const core::Progress& progress() const { return m_progress; }
    /// Why the last run failed or died; empty otherwise.
    const core::Error& error() const { return m_error; }

signals:
    void stateChanged(transcope::ui::PredictionSession::State state);
    /// The weights are loaded and the layer is there; it may hold rows already. missing: spots still to
    /// predict.
    void layerReady(qint64 layer, const transcope::core::PredictorInfo& info,
                    const std::vector<int>& missing);
    /// These rows are in the session now. rows: [spots.size(), genes] row-major.
    void rowsStored(const std::vector<int>& spots, const std::vector<float>& rows,
                    const std::vector<std::uint8_t>& padded);
    void progressed(const transcope::core::Progress& progress);
    // Each run ends in exactly one of these, after the last rowsStored().
    void finished(const transcope::core::RunSummary& summary);
    void failed(const transcope::core::Error& error);
    void cancelled();
    void died(const QString& reason);

private:
    void connectClient();
    bool isAboutThisRun() const { return m_client->signalledCall() == m_call; }
    void setState(State state);
    void findLayer(const core::PredictorInfo& info);
    void predict(std::int64_t layer, const core::PredictorInfo& info, const std::vector<int>& missing);
    void store(const std::vector<int>& spots, const std::vector<float>& rows,
               const std::vector<std::uint8_t>& padded);
    void stopWith(const core::Error& error);
    void end(State state, core::Error error, const core::RunSummary& summary = {});
    void announceEnd(State state, const core::RunSummary& summary);

    WorkerClient* m_client;
    std::shared_ptr<core::Session> m_session;
    RunRequest m_request;
    WorkerClient::CallId m_call = 0; ///< of the client, the one being waited for
    State m_state = State::Idle;
    bool m_cancelRequested = false;
    bool m_ending = false; ///< the worker is done; rows are still being written
    std::optional<std::int64_t> m_layer;
    core::Progress m_progress;
    core::Error m_error;
    core::JobQueue m_jobs; // last: its jobs end before the rest goes
};

} // namespace transcope::ui
