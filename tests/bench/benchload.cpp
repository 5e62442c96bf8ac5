// The viewer under load: slides are opened, looked at and predicted in turn, for as long as --minutes says. A
// line of JSON at the end says how memory and descriptors of the viewer and its worker grew from the first
// tenth of the cycles after warming up to the last; exit code 1 where memory grew by more than 5 % or a
// descriptor was not closed.
//   bench_load [--minutes 60] WEIGHTS SLIDE…

#include "app/gui/mainwindow.h"
#include "core/base/freedmemory.h"
#include "ui/document/appsettings.h"
#include "ui/document/document.h"
#include "ui/run/runcontroller.h"
#include "ui/slideview/slideview.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/workspace.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>

using namespace transcope;

namespace {

constexpr int PollMilliseconds = 5;
constexpr int GiveUpMilliseconds = 300'000;
constexpr double WarmUpShare = 0.2; // caches fill
constexpr double MostGrowth = 0.05;

/// What a process holds; 0 of one that is not there.
struct Held
{
    double residentMb = 0;
    double descriptors = 0;
};

Held heldBy(qint64 process)
{
    Held held;
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return held;
    for (const auto& line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            held.residentMb = line.simplified().split(' ').value(1).toDouble() * 1024 / 1e6;
    held.descriptors = double(QDir(QStringLiteral("/proc/%1/fd").arg(process))
                                  .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
                                  .size());
    return held;
}

/// Runs the event loop until `ready`; ends the program when that takes too long.
void waitUntil(const char* what, const std::function<bool()>& ready)
{
    QElapsedTimer timer;
    timer.start();
    while (!ready()) {
        if (timer.elapsed() > GiveUpMilliseconds) {
            std::fprintf(stderr, "bench_load: waited too long: %s\n", what);
            std::exit(3);
        }
        QEventLoop loop;
        QTimer::singleShot(PollMilliseconds, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

void browse(app::MainWindow& window)
{
    const auto size = window.document()->slide()->slide->sizeLevel0Px();
    auto* view = window.workspace()->currentView();
    for (const double zoom : {1.0, 0.5, 0.1, 2.0})
        for (int step = 0; step < 4; ++step) {
            view->setView({QPointF(double(size.width) * (step + 1) / 5, double(size.height) * (4 - step) / 5),
                           zoom, step * 30.0});
            waitUntil("tiles", [&] { return view->isSettled(); });
            view->repaint();
        }
}

void showGenes(app::MainWindow& window)
{
    const auto* layer = window.document()->prediction();
    for (std::size_t i = 0; layer != nullptr && i < 5; ++i) {
        const auto& genes = layer->layer->genes;
        window.display()->setGene(QString::fromStdString(genes[(genes.size() - 1) * i / 4].name()));
        waitUntil("an overlay", [&] { return window.isSettled(); });
    }
}

/// Into a new session, which goes with the cycle.
void predict(app::MainWindow& window, const QString& weights, const QString& session)
{
    ui::RunChoice choice;
    choice.weights = weights;
    choice.spots = ui::RunChoice::Spots::Grid;
    choice.gridPitch = QStringLiteral("400px");
    choice.session = session;
    bool finished = false;
    const auto connection =
        QObject::connect(window.run(), &ui::RunController::finished, [&] { finished = true; });
    window.run()->start(choice);
    waitUntil("a run", [&] { return !window.run()->isActive(); });
    QObject::disconnect(connection);
    if (!finished) {
        std::fprintf(stderr, "bench_load: a run did not finish\n");
        std::exit(3);
    }
}

double mean(const std::vector<double>& values, std::size_t first, std::size_t count)
{
    const auto begin = values.begin() + std::ptrdiff_t(first);
    return std::accumulate(begin, begin + std::ptrdiff_t(count), 0.0) / double(count);
}

/// One thing that was measured after every cycle.
struct Series
{
    std::vector<double> values;

    /// slides: that took turns; every one counts as often in the first tenth as in the last.
    nlohmann::json summary(std::size_t slides) const
    {
        const auto warm = std::size_t(double(values.size()) * WarmUpShare);
        const auto tenth =
            std::min(((values.size() - warm) / 10 / slides + 1) * slides, values.size() - warm);
        const double first = mean(values, warm, tenth), last = mean(values, values.size() - tenth, tenth);
        return {{"first", first}, {"last", last}, {"growth", first > 0 ? last / first - 1 : 0}};
    }
};

} // namespace

int main(int argc, char** argv)
{
    core::returnLargeBlocks(); // as the viewer does
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument("weights", "what the runs predict with");
    parser.addPositionalArgument("slides", "opened in turn", "slides…");
    const QCommandLineOption minutes("minutes", "how long", "N", "60");
    parser.addOption(minutes);
    parser.process(application);
    const QStringList files = parser.positionalArguments();
    if (files.size() < 2)
        parser.showHelp(2);

    QTemporaryDir folder;
    ui::AppSettings settings(folder.path() + "/settings.ini");
    app::MainWindow window(&settings, {QStringLiteral(TRANSCOPE_BIN "/transcope-worker")});
    window.resize(1280, 800);
    window.show();
    QObject::connect(window.document(), &ui::Document::failed, [](const QString& message) {
        std::fprintf(stderr, "bench_load: %s\n", qPrintable(message));
        std::exit(3);
    });

    std::map<std::string, Series> series;
    QElapsedTimer sinceStart;
    sinceStart.start();
    int cycle = 0;
    for (; sinceStart.elapsed() < parser.value(minutes).toDouble() * 60'000 || cycle < 10; ++cycle) {
        bool opened = false;
        const auto connection =
            QObject::connect(window.document(), &ui::Document::slideChanged, [&] { opened = true; });
        window.document()->openSlide(files[1 + cycle % (files.size() - 1)]);
        waitUntil("a slide", [&] { return opened && window.isSettled(); });
        QObject::disconnect(connection);
        browse(window);
        const QString session = folder.filePath(QStringLiteral("%1.transcope").arg(cycle));
        predict(window, files[0], session);
        showGenes(window);
        browse(window);
        const Held viewer = heldBy(QCoreApplication::applicationPid()),
                   worker = heldBy(window.run()->workerProcessId());
        series["viewerMb"].values.push_back(viewer.residentMb);
        series["viewerDescriptors"].values.push_back(viewer.descriptors);
        series["workerMb"].values.push_back(worker.residentMb);
        series["workerDescriptors"].values.push_back(worker.descriptors);
        std::fprintf(stderr,
                     "%d: %.1f min, viewer %.0f MB, %.0f descriptors; worker %.0f MB, %.0f descriptors\n",
                     cycle, double(sinceStart.elapsed()) / 60e3, viewer.residentMb, viewer.descriptors,
                     worker.residentMb, worker.descriptors);
        QFile::remove(folder.filePath(QStringLiteral("%1.transcope").arg(cycle - 2))); // no longer open
    }
    nlohmann::json json = {{"minutes", double(sinceStart.elapsed()) / 60e3}, {"cycles", cycle}};
    bool grew = false;
    for (const auto& [name, one] : series) {
        json[name] = one.summary(std::size_t(files.size() - 1));
        const double growth = json[name]["growth"];
        const double more = json[name]["last"].get<double>() - json[name]["first"].get<double>();
        grew = grew || (name.ends_with("Mb") ? growth > MostGrowth : more > 1); // slides differ by one
    }
    std::puts(json.dump(2).c_str());
    return grew ? 1 : 0;
}
