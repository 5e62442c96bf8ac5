#include "app/gui/startup.h"

#include "app/gui/mainwindow.h"
#include "core/base/atomicfile.h"
#include "ui/document/paths.h"
#include "ui/panels/predictionpanel.h"
#include "ui/panels/selectioncontroller.h"
#include "ui/run/runqueue.h"
#include "ui/workspace/viewlayers.h"

#include <QCoreApplication>
#include <QFile>
#include <QPixmap>
#include <QTextStream>
#include <utility>

namespace transcope::app {

namespace {

constexpr int CheckMilliseconds = 10;
constexpr int StayMilliseconds = 200; // a refresh may still be on its way after the first
constexpr int InputFailed = 3;
constexpr int WriteFailed = 6;

void printError(const QString& text)
{
    QTextStream(stderr) << "transcope: " << text << Qt::endl;
}

/// Resident memory in MiB as Linux counts it; 0 elsewhere.
double residentMebibytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const auto& line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    }
    return 0;
}

} // namespace

Startup::Startup(MainWindow* window, GuiOptions options, const QElapsedTimer& sinceStart)
    : m_window(window), m_options(std::move(options)), m_sinceStart(sinceStart)
{
    connect(m_window->document(), &ui::Document::failed, this, &Startup::takeFailure);
    connect(m_window->run(), &ui::RunController::failed, this, &Startup::takeFailure);
    connect(m_window->run(), &ui::RunController::workerDied, this, &Startup::takeFailure);
    connect(m_window->run(), &ui::RunController::trustNeeded, this, [this](const QString& name) {
        takeFailure(tr("%1 holds a program that is not trusted").arg(name));
    });
    connect(&m_check, &QTimer::timeout, this, &Startup::checkReady);
    // The first turn of the event loop: the window has been laid out and painted.
    QTimer::singleShot(0, this, [this] {
        printTiming();
        open();
    });
}

void Startup::open()
{
    const bool isSession = m_options.file.endsWith(QStringLiteral(".transcope"), Qt::CaseInsensitive);
    if (!m_options.gene.isEmpty()) {
        const auto show = [this] { m_window->display()->setGene(m_options.gene); };
        show();
        // It wins over what the session remembers, which has been restored by then.
        if (isSession)
            connect(m_window->document(), &ui::Document::displayRestored, this, show,
                    Qt::SingleShotConnection);
    }
    if (!m_options.file.isEmpty() && m_options.expression.isEmpty())
        m_window->document()->open(m_options.file);
    else if (isSession)
        m_window->document()->openSession(m_options.file, m_options.expression);
    else if (!m_options.file.isEmpty())
        m_window->document()->openSlide(m_options.file, m_options.expression);
    m_window->predictionPanel()->useSession(m_options.session);
    if (!m_options.weights.isEmpty())
        m_window->predictionPanel()->chooseWeights(m_options.weights.front());
    m_window->viewLayers()->setSideBySide(m_options.weights.size() > 1);
    if (!m_options.model.isEmpty())
        m_window->predictionPanel()->chooseWorker(m_options.model);
    if (!m_options.screenshot.isEmpty() || m_options.timing || m_options.run || !m_options.spot.isEmpty())
        m_check.start(CheckMilliseconds);
}

void Startup::startRun()
{
    auto* panel = m_window->predictionPanel();
    if (!m_options.grid.isEmpty())
        panel->chooseGrid(m_options.grid);
    if (!m_options.dense.isEmpty())
        panel->chooseDense(m_options.dense);
    auto choice = panel->choice();
    if (!m_options.spots.isEmpty()) {
        choice.spots = ui::RunChoice::Spots::File;
        choice.spotFile = m_options.spots;
    }
    m_window->queue()->add(choice);
    for (const auto& weights : m_options.weights.mid(1)) {
        choice.weights = weights;
        m_window->queue()->add(choice);
    }
}

void Startup::selectSpot()
{
    const auto id = std::exchange(m_options.spot, {}).toStdString();
    const auto* document = m_window->document();
    const auto* shown = document->prediction() != nullptr ? document->prediction() : document->measured();
    const auto* table = shown != nullptr ? shown->layer->spots.get() : nullptr;
    for (std::size_t i = 0; table != nullptr && i < table->size(); ++i) {
        if (table->spots[i].id == id) {
            m_window->selection()->select(shown->id, static_cast<int>(i));
            return;
        }
    }
    printError(tr("There is no spot %1").arg(QString::fromStdString(id)));
}

void Startup::takeFailure(const QString& message)
{
    if (m_options.screenshot.isEmpty() || !m_options.quitAfterScreenshot)
        return; // a person reads the message in the window
    printError(message);
    QCoreApplication::exit(InputFailed);
}

void Startup::checkReady()
{
    if (!m_window->isSettled())
        m_settledSince.reset();
    else if (!m_settledSince)
        m_settledSince = m_sinceStart.elapsed();
    if (!m_settledSince || m_sinceStart.elapsed() - *m_settledSince < StayMilliseconds)
        return;
    if (m_options.run && !m_runStarted && m_window->document()->slide() != nullptr) {
        m_runStarted = true;
        startRun();
        if (m_options.screenshotWhen == ScreenshotWhen::Predicted) {
            m_settledSince.reset();
            return;
        }
    }
    if (!m_options.spot.isEmpty()) {
        selectSpot();
        m_settledSince.reset();
        return;
    }
    m_check.stop();
    if (m_options.timing)
        QTextStream(stderr) << "settled after " << *m_settledSince << " ms, " << qRound(residentMebibytes())
                            << " MiB resident" << Qt::endl;
    if (!m_options.screenshot.isEmpty())
        writeScreenshot();
}

void Startup::writeScreenshot()
{
    const auto save = [this](const std::filesystem::path& to) -> core::Result<void> {
        if (m_window->grab().save(ui::fromPath(to), "PNG"))
            return {};
        return core::fail(core::ErrorCode::WriteFailed, to.string() + ": could not be written");
    };
    const bool written = core::writeAtomically(ui::toPath(m_options.screenshot), save).has_value();
    if (written)
        QTextStream(stdout) << m_options.screenshot << Qt::endl;
    else
        printError(tr("%1 could not be written").arg(m_options.screenshot));
    if (m_options.quitAfterScreenshot || !written)
        QCoreApplication::exit(written ? 0 : WriteFailed);
}

void Startup::printTiming()
{
    if (m_options.timing)
        QTextStream(stderr) << "window after " << m_sinceStart.elapsed() << " ms, "
                            << qRound(residentMebibytes()) << " MiB resident" << Qt::endl;
}

} // namespace transcope::app
