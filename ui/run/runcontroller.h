#pragma once

#include "core/base/jobqueue.h"
#include "core/rpc/workerclient.h"
#include "core/run/likeness.h"
#include "core/run/run.h"
#include "ui/document/document.h"
#include "ui/run/runpreparation.h"

#include <QObject>
#include <QRectF>
#include <QStringList>
#include <functional>
#include <mutex>
#include <optional>

namespace transcope::ui {

/// Runs predictions of a document: prepares spots and session, lets the worker predict, stores rows and
/// brings them to the document. All of that happens on a thread of its own by the code that the command line
/// runs too (core/run); the worker stays between runs, its weights loaded. Each start ends in exactly one of
/// finished, failed, cancelled, workerDied or trustNeeded. UI thread only.
class RunController : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Preparing, LoadingWeights, Predicting };
    Q_ENUM(State)

    /// workerCommand: what runs weights; see core::WorkerClient. document must outlive this object.
    RunController(Document* document, const QStringList& workerCommand, QObject* parent = nullptr);
    ~RunController() override;
    /// transcope-worker beside the running program.
    static QStringList defaultWorker();

    /// Cancels a run that is still active first. The next one waits until the worker has left that one.
    void start(const RunChoice& choice);
    /// Ends the run at once. A batch that the worker has in hand is stored when it comes, in the run's own
    /// session, and shown where the document still shows that.
    void cancel();
    /// The last choice again, after trustNeeded: the user trusts that code from now on.
    void trust(const QString& hash);
    /// The last choice again, after workerDied: a new worker, and only what is missing. Nothing where another
    /// slide has been opened since.
    void restart();

    /// Where a person looks, in level-0 px: a run predicts what is there first, from now on too.
    void lookAt(const QRectF& level0Px);
    QRectF lookedAt() const;

    State state() const { return m_state; }
    bool isActive() const { return m_state != State::Idle; }
    /// What was started last; absent before, and where another slide has been opened since.
    const std::optional<RunChoice>& choice() const { return m_choice; }
    /// The worker's process; 0 when there is none.
    qint64 workerProcessId() const { return m_client->processId(); }

signals:
    void stateChanged(transcope::ui::RunController::State state);
    void lookedAtChanged();
    /// Of the running stage; the stage "predicting" counts the spots of this run, not those found in the
    /// layer.
    void progressed(const transcope::core::Progress& progress);
    void modelKnown(const transcope::core::PredictorInfo& info);
    /// What a person should know before believing what was predicted; just before finished().
    void warned(const std::vector<transcope::core::RunWarning>& warnings);
    void finished(const transcope::core::RunSummary& summary);
    void failed(const QString& message);
    void cancelled();
    void workerDied(const QString& reason);
    /// The weights hold a program that nobody has said to trust on the worker's machine; none of it was run.
    void trustNeeded(const QString& weightsName, const QString& hash);

private:
    struct Ended
    {
        core::RunSummary summary;
        std::optional<core::Error> error;
        bool died = false;
        std::optional<core::PredictorInfo> untrusted = {};
    };
    void begin(const RunChoice& choice, std::shared_ptr<const core::SpotTable> sessionSpots);
    std::shared_ptr<core::WorkerClient> useWorker(const std::vector<std::string>& command);
    Ended run(core::RunId id, const RunInputs& inputs, core::WorkerClient& client, std::stop_token stop);
    core::Result<Ended> predict(core::RunId id, const RunInputs& inputs, core::RowSource& worker,
                                std::stop_token stop);
    core::Result<void> showParts(core::RunId id, const core::RunTarget& target);
    void post(std::function<void()> what);
    void postToRun(core::RunId id, std::function<void()> what);
    void show(core::RunId id, const PreparedRun& prepared, core::Layer layer);
    void setState(State state);
    void end(const Ended& ended);

    Document* m_document;
    const std::vector<std::string> m_weightsWorker; ///< the command of what runs weights
    std::vector<std::string> m_command;             ///< of m_client
    std::shared_ptr<core::WorkerClient> m_client;
    std::optional<RunChoice> m_choice; ///< of the last start, while its slide is open
    State m_state = State::Idle;
    core::RunId m_run = 0;                          ///< the one that is active; 0 for none
    core::RunId m_shown = 0;                        ///< the one whose layer the document shows; 0 for none
    std::shared_ptr<const core::SpotTable> m_spots; ///< of m_shown
    std::stop_source m_stop;                        ///< of the active run
    mutable std::mutex m_lookedAtMutex;
    QRectF m_lookedAt;     ///< needs the mutex
    core::JobQueue m_jobs; // last: its jobs end before the rest goes
};

} // namespace transcope::ui
