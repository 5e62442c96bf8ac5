#include "ui/run/runcontroller.h"

#include "ui/document/paths.h"

#include <QStandardPaths>
#include <utility>

namespace transcope::ui {

RunController::RunController(Document* document, QStringList workerCommand, QObject* parent)
    : QObject(parent), m_document(document), m_client(std::move(workerCommand))
{
    connect(document, &Document::slideChanged, this, [this] {
        if (isActive())
            cancel();
    });
}

RunController::~RunController()
{
    blockSignals(true); // the run's end must not reach listeners that are going down with the window
}

void RunController::start(const RunChoice& choice)
{
    const auto* slide = m_document->slide();
    if (slide == nullptr) {
        emit failed(tr("Open a slide first."));
        return;
    }
    if (choice.weights.isEmpty()) {
        emit failed(tr("No weights are chosen. Choose a .safetensors file in the panel Prediction."));
        return;
    }
    m_run.reset();
    m_choice = choice;
    setState(State::Preparing);
    const auto dataFolder = toPath(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
    const auto* measured = m_document->measured();
    const RunInputs inputs{choice, *slide,
                           measured != nullptr ? std::optional(*measured) : std::nullopt,
                           m_document->umPerPx(), m_document->session()};
    m_jobs.start([inputs, dataFolder](const core::ProgressFn&,
                                      std::stop_token stop) { return prepareRun(inputs, dataFolder, stop); },
                 [this](core::Result<PreparedRun> prepared) {
                     if (prepared)
                         takePrepared(std::move(*prepared));
                     else
                         fail(prepared.error());
                 });
}

void RunController::cancel()
{
    if (m_run && m_run->isActive()) {
        m_run->cancel(); // its cancelled() ends the run here too
        return;
    }
    if (m_state == State::Preparing) {
        m_jobs.cancel();
        end();
        emit cancelled();
    }
}

void RunController::restart()
{
    if (m_run && !m_run->isActive())
        m_run->restart();
    else if (!m_run)
        start(m_choice);
}

void RunController::takePrepared(PreparedRun prepared)
{
    m_prepared = std::move(prepared);
    m_run = std::make_unique<PredictionSession>(&m_client, m_prepared.session);
    connectRun();
    RunRequest request;
    request.weights = m_choice.weights;
    request.device = m_choice.device;
    request.precision = m_choice.precision;
    m_run->start(request);
}

void RunController::connectRun()
{
    auto* run = m_run.get();
    connect(run, &PredictionSession::stateChanged, this, [this](PredictionSession::State state) {
        if (state == PredictionSession::State::LoadingWeights) {
            m_layerShown = false;
            m_waitingRows.clear();
            m_waitingEnd = {};
            setState(State::LoadingWeights);
        } else if (state == PredictionSession::State::Running) {
            setState(State::Predicting);
        }
    });
    connect(run, &PredictionSession::layerReady, this,
            [this](qint64 layer, const core::PredictorInfo& info) { takeLayer(layer, info); });
    connect(run, &PredictionSession::rowsStored, this,
            [this](const std::vector<int>& spots, const std::vector<float>& rows,
                   const std::vector<std::uint8_t>& padded) {
                takeRows({spots, rows, padded});
            });
    connect(run, &PredictionSession::progressed, this, &RunController::progressed);
    const auto afterLayer = [this](std::function<void()> ending) {
        if (m_jobs.isBusy())
            m_waitingEnd = std::move(ending);
        else
            ending();
    };
    connect(run, &PredictionSession::finished, this, [this, afterLayer](const core::RunSummary& summary) {
        afterLayer([this, summary] {
            end();
            emit finished(summary);
        });
    });
    connect(run, &PredictionSession::failed, this,
            [this, afterLayer](const core::Error& error) { afterLayer([this, error] { fail(error); }); });
    connect(run, &PredictionSession::cancelled, this, [this, afterLayer] {
        afterLayer([this] {
            end();
            emit cancelled();
        });
    });
    connect(run, &PredictionSession::died, this, [this, afterLayer](const QString& reason) {
        afterLayer([this, reason] {
            end();
            emit workerDied(reason);
        });
    });
}

void RunController::takeLayer(qint64 layer, const core::PredictorInfo& info)
{
    emit modelKnown(info);
    m_jobs.start([session = m_prepared.session, layer](const core::ProgressFn&,
                                                       std::stop_token) { return session->readLayer(layer); },
                 [this](core::Result<core::Layer> read) {
                     if (!read) {
                         m_run->cancel();
                         fail(read.error());
                         return;
                     }
                     m_document->startPrediction(m_runId = core::nextRunId(), m_prepared.session, std::move(*read));
                     m_layerShown = true;
                     for (const auto& rows : std::exchange(m_waitingRows, {}))
                         m_document->addRows({m_runId, rows.spots, rows.values, rows.padded});
                     if (const auto ending = std::exchange(m_waitingEnd, {}))
                         ending();
                 });
}

void RunController::takeRows(Rows rows)
{
    if (m_layerShown)
        m_document->addRows({m_runId, rows.spots, rows.values, rows.padded});
    else
        m_waitingRows.push_back(std::move(rows));
}

void RunController::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

void RunController::end()
{
    m_document->endPrediction(m_runId);
    setState(State::Idle);
}

void RunController::fail(const core::Error& error)
{
    end();
    if (error.code == core::ErrorCode::Cancelled)
        emit cancelled();
    else
        emit failed(QString::fromStdString(error.text()));
}

} // namespace transcope::ui
