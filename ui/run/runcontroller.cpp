#include "ui/run/runcontroller.h"

#include "core/base/try.h"
#include "core/rpc/splitcommand.h"
#include "core/rpc/workerrows.h"
#include "core/session/sessionexpression.h"
#include "ui/document/paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>
#include <utility>

namespace transcope::ui {

namespace {

std::vector<std::string> toCommand(const QStringList& words)
{
    std::vector<std::string> command;
    for (const auto& word : words)
        command.push_back(word.toStdString());
    return command;
}

} // namespace

RunController::RunController(Document* document, const QStringList& workerCommand, QObject* parent)
    : QObject(parent), m_document(document), m_weightsWorker(toCommand(workerCommand)),
      m_command(m_weightsWorker), m_client(std::make_shared<core::WorkerClient>(m_command)),
      m_jobs([this](std::function<void()> result) { post(std::move(result)); })
{
    connect(document, &Document::slideChanged, this, [this] {
        m_shown = 0;
        m_choice.reset();
        cancel();
    });
}

RunController::~RunController()
{
    blockSignals(true); // the run's end must not reach listeners that are going down with the window
    m_client->abort();
}

QStringList RunController::defaultWorker()
{
    return {QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("transcope-worker"))};
}

void RunController::start(const RunChoice& choice)
{
    begin(choice, m_document->sessionSpots());
}

void RunController::begin(const RunChoice& choice, std::shared_ptr<const core::SpotTable> sessionSpots)
{
    while (isActive())
        cancel();
    const auto* slide = m_document->slide();
    if (slide == nullptr) {
        emit failed(tr("Open a slide first."));
        return;
    }
    if (choice.weights.isEmpty() && choice.worker.isEmpty()) {
        emit failed(tr("No weights are chosen. Choose a .safetensors file in the panel Prediction."));
        return;
    }
    const auto command = choice.worker.isEmpty() ? core::Result<std::vector<std::string>>(m_weightsWorker)
                                                 : core::splitCommand(choice.worker.toStdString());
    if (!command) {
        emit failed(QString::fromStdString(command.error().text()));
        return;
    }
    m_choice = choice;
    const auto inputs = inputsFor(*m_document, choice, std::move(sessionSpots));
    const auto id = m_run = core::nextRunId();
    auto before = useWorker(*command);
    m_stop = m_jobs.submit(
        [this, id, inputs, before, client = m_client](std::stop_token stop) mutable -> core::Result<Ended> {
            before.reset(); // ends it, where it was another
            return run(id, inputs, *client, std::move(stop));
        },
        [this](const core::Result<Ended>& ended) {
            end(ended ? *ended : Ended{{}, ended.error()});
        });
    setState(State::Preparing);
}

/// Makes m_client the worker of this command. What it was before; ending it takes up to a second, so that is
/// left to the job.
std::shared_ptr<core::WorkerClient> RunController::useWorker(const std::vector<std::string>& command)
{
    auto before = m_client;
    if (m_command == command)
        return before;
    before->abort(); // a run that was cancelled may still be in it
    m_command = command;
    m_client = std::make_shared<core::WorkerClient>(command);
    return before;
}

void RunController::cancel()
{
    if (!isActive())
        return;
    m_stop.request_stop(); // the job's own end is not told then
    end({{}, core::Error{core::ErrorCode::Cancelled, {}, {}}});
}

void RunController::lookAt(const QRectF& level0Px)
{
    {
        const std::lock_guard lock(m_lookedAtMutex);
        if (m_lookedAt == level0Px)
            return;
        m_lookedAt = level0Px;
    }
    emit lookedAtChanged();
}

/// Any thread.
QRectF RunController::lookedAt() const
{
    const std::lock_guard lock(m_lookedAtMutex);
    return m_lookedAt;
}

void RunController::trust(const QString& hash)
{
    if (!m_choice || isActive())
        return;
    RunChoice again = *m_choice;
    again.trust = hash;
    start(again);
}

void RunController::restart()
{
    if (!m_choice || isActive())
        return;
    RunChoice again = *m_choice;
    if (m_shown == 0) // it died before it had a layer
        return start(again);
    again.spots = RunChoice::Spots::Session;
    again.session.clear();
    begin(again, m_spots);
}

/// On the job thread, as are predict() and show().
RunController::Ended RunController::run(core::RunId id, const RunInputs& inputs, core::WorkerClient& client,
                                        std::stop_token stop)
{
    const auto& choice = inputs.choice;
    core::WorkerRows worker(client, {choice.worker.isEmpty() ? choice.weights.toStdString() : std::string(),
                                     choice.device.toStdString(), choice.precision.toStdString(),
                                     choice.trust.toStdString(), choice.views, choice.splitLevels});
    auto ended = predict(id, inputs, worker, std::move(stop));
    if (ended)
        return std::move(*ended);
    return {{}, ended.error(), ended.error().code == core::ErrorCode::DeviceFailure && !worker.isAlive()};
}

core::Result<RunController::Ended> RunController::predict(core::RunId id, const RunInputs& inputs,
                                                          core::RowSource& worker, std::stop_token stop)
{
    TRY(auto plan, chosenPlan(inputs, stop));
    postToRun(id, [this] { setState(State::LoadingWeights); });
    TRY(const auto info, worker.load(stop));
    if (!info.needsTrust.empty())
        return Ended{{}, {}, false, info};
    postToRun(id, [this, info] { emit modelKnown(info); });
    if (stop.stop_requested()) // before a layer is made
        return core::fail(core::ErrorCode::Cancelled, "The run was cancelled");
    core::fitGrid(plan, info.kind);
    TRY(const auto prepared, prepareRun(inputs, std::move(plan), dataFolder()));
    TRY(auto target, core::findTarget(prepared.session, prepared.plan, info));
    target.missing = spotsWithin(inputs.choice, *prepared.plan.spots, std::move(target.missing));
    TRY(auto layer, prepared.session->readLayer(target.layer));
    show(id, prepared, std::move(layer));
    const auto stored = [this](core::RunRows rows) {
        post([this, rows = std::move(rows)] {
            if (rows.run == m_shown)
                m_document->addRows(rows);
        });
    };
    const auto progress = [this, id](const core::Progress& now) {
        postToRun(id, [this, now] { emit progressed(now); });
    };
    core::RunOptions options;
    options.run = id;
    if (!core::seesWholeSection(info.kind))
        options.lookedAt = [this] {
            const QRect area = lookedAt().toAlignedRect();
            return core::RectI{area.x(), area.y(), area.width(), area.height()};
        };
    const auto ended =
        core::runInto(target, prepared.plan, worker, options, stored, progress, std::move(stop));
    TRY_RUN(showParts(id, target));
    if (ended) {
        TRY(const auto warnings, core::runWarnings(prepared.plan, info, target));
        if (!warnings.empty())
            postToRun(id, [this, warnings] { emit warned(warnings); });
    }
    if (!ended)
        return tl::unexpected(ended.error());
    return Ended{*ended, {}};
}

/// What the rows held besides the prediction, as it is in the session by now.
core::Result<void> RunController::showParts(core::RunId id, const core::RunTarget& target)
{
    if (target.parts.empty())
        return {};
    TRY(const auto infos, target.session->layers());
    std::vector<OpenLayer> parts;
    for (const auto& part : target.parts) {
        TRY(auto layer, core::layerInFile(target.session, part.layer));
        const auto info = std::ranges::find(infos, part.layer, &core::LayerInfo::id);
        const auto name = layer.name;
        parts.push_back({0, std::make_shared<const core::Layer>(std::move(layer)), target.session->path(),
                         false, info == infos.end() ? 0 : info->rowsPresent, name});
    }
    post([this, id, parts = std::move(parts)] {
        if (id == m_shown)
            m_document->takeParts(id, parts);
    });
    return {};
}

void RunController::show(core::RunId id, const PreparedRun& prepared, core::Layer layer)
{
    // Shared, since a std::function is copied.
    const auto shared = std::make_shared<core::Layer>(std::move(layer));
    postToRun(id, [this, id, session = prepared.session, spots = prepared.plan.spots, shared] {
        m_shown = id;
        m_spots = spots;
        m_document->startLayer(id, session, std::move(*shared));
        setState(State::Predicting);
    });
}

void RunController::post(std::function<void()> what)
{
    QMetaObject::invokeMethod(this, std::move(what), Qt::QueuedConnection);
}

/// On the UI thread, unless the run is not the active one any more by then.
void RunController::postToRun(core::RunId id, std::function<void()> what)
{
    post([this, id, what = std::move(what)] {
        if (id == m_run)
            what();
    });
}

void RunController::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

/// The one place where a run ends.
void RunController::end(const Ended& ended)
{
    m_document->endRun(std::exchange(m_run, 0));
    setState(State::Idle);
    if (ended.untrusted)
        emit trustNeeded(QString::fromStdString(ended.untrusted->weightsName),
                         QString::fromStdString(ended.untrusted->needsTrust));
    else if (!ended.error)
        emit finished(ended.summary);
    else if (ended.error->code == core::ErrorCode::Cancelled)
        emit cancelled();
    else if (ended.died)
        emit workerDied(QString::fromStdString(ended.error->message));
    else
        emit failed(QString::fromStdString(ended.error->text()));
}

} // namespace transcope::ui
