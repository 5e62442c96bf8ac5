#pragma once

#include "ui/document/document.h"
#include "ui/run/runpreparation.h"
#include "ui/run/predictionsession.h"

#include <QObject>
#include <memory>

namespace transcope::ui {

/// Runs predictions of a document: prepares spots and session in the background, lets the worker predict,
/// brings rows to the document as they are stored. Each start ends in exactly one of finished, failed,
/// cancelled or workerDied. UI thread only.
class RunController : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Preparing, LoadingWeights, Predicting };
    Q_ENUM(State)

    /// workerCommand: see WorkerClient. document must outlive this object.
    RunController(Document* document, QStringList workerCommand, QObject* parent = nullptr);
    ~RunController() override;

    /// Ends a run that is still active first.
    void start(const RunChoice& choice);
    void cancel();
    /// After workerDied: a new worker, and only what is missing.
    void restart();

    State state() const { return m_state; }
    bool isActive() const { return m_state != State::Idle; }
    /// The worker's process; 0 when there is none.
    qint64 workerProcessId() const { return m_client.processId(); }

signals:
    void stateChanged(transcope::ui::RunController::State state);
    void progressed(const transcope::core::Progress& progress);
    void modelKnown(const transcope::core::PredictorInfo& info);
    void finished(const transcope::core::RunSummary& summary);
    void failed(const QString& message);
    void cancelled();
    void workerDied(const QString& reason);

private:
    struct Rows
    {
        std::vector<int> spots;
        std::vector<float> values;
        std::vector<std::uint8_t> padded;
    };
    void takePrepared(PreparedRun prepared);
    void connectRun();
    void takeLayer(qint64 layer, const core::PredictorInfo& info);
    void takeRows(Rows rows);
    void setState(State state);
    void end();
    void fail(const core::Error& error);

    Document* m_document;
    WorkerClient m_client;
    RunChoice m_choice;
    PreparedRun m_prepared;
    std::unique_ptr<PredictionSession> m_run;
    core::RunId m_runId = 0;
    State m_state = State::Idle;
    bool m_layerShown = false;          ///< the document holds the layer that rows belong to
    std::vector<Rows> m_waitingRows;    ///< stored while the layer was still being read
    std::function<void()> m_waitingEnd; ///< the run's end, for when the layer is shown
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
