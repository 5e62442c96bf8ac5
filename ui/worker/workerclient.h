#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/predict/predictionrun.h"
#include "core/predict/predictor.h"
#include "core/spots/spottable.h"

#include <QObject>
#include <QStringList>
#include <filesystem>
#include <memory>
#include <vector>

namespace transcope::ui {

/// What to predict. The worker opens the slide itself (the same machine or the same shared folder).
struct PredictRequest
{
    std::filesystem::path slide;
    core::SpotTable spots;
    std::vector<int> pending; ///< indices into spots
    int batchSize = 0;        ///< 0 = the predictor's preference
};

/// Talks to one transcope-worker process over its stdin and stdout. UI thread only; never blocks but in the
/// destructor. Calls are worked on one after another in the order they were made, also while the worker still
/// starts. Each predict() ends in exactly one of finished, failed, cancelled or died; one died ends all that
/// wait. When weights cannot be loaded, the calls to predict() that wait behind them end in that one failed
/// too.
class WorkerClient : public QObject
{
    Q_OBJECT
public:
    enum class State { NotRunning, Starting, Idle, LoadingWeights, Predicting };
    Q_ENUM(State)

    /// command: program and its arguments; "ssh host transcope-worker" works as well.
    explicit WorkerClient(QStringList command, QObject* parent = nullptr);
    /// Ends the worker: asks it to, and kills it if it has not gone within a second.
    ~WorkerClient() override;

    State state() const;
    qint64 processId() const; ///< 0 when not running
    /// transcope-worker beside the running program.
    static QStringList defaultCommand();

    void start(); ///< no-op when running
    /// Numbers the calls of loadWeights() and predict(), from 1.
    using CallId = qint64;

    /// device, precision: as model::LoadOptions names them, "auto" for the best. Starts the worker if need
    /// be.
    CallId loadWeights(const QString& path, const QString& device, const QString& precision);
    /// Only the pending spots are sent, so a single spot of a large section is as fast as of a small one.
    CallId predict(const PredictRequest& request);
    /// Within a slot: the call that the signal is about; 0 for died(), which is about all. Lets two users of
    /// one client, or a later run and the end of an earlier one, be told apart.
    CallId signalledCall() const;
    /// Ends the running and all waiting predictions; the weights stay loaded.
    void cancel();

signals:
    void stateChanged(transcope::ui::WorkerClient::State state);
    void weightsLoaded(const transcope::core::PredictorInfo& info);
    /// spots: indices into the request's table. rows: [spots.size(), genes] row-major. padded: per spot.
    void rowsArrived(const std::vector<int>& spots, const std::vector<float>& rows,
                     const std::vector<std::uint8_t>& padded);
    void progressed(const transcope::core::Progress& progress);
    void finished(const transcope::core::RunSummary& summary);
    void failed(const transcope::core::Error& error); ///< loading weights or predicting failed; worker lives
    void cancelled();
    void died(const QString& reason); ///< the process ended unasked; start() begins a new one

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace transcope::ui
