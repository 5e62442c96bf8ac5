// The real window, measured as a person meets it. JSON on standard output; the README has the figures.
//   bench_viewer FILE [EXPRESSION]
// A slide, section, session or expression with its picture: from start to spots on screen, memory, switching
// the gene until it is drawn, and the longest time that the UI thread was not to be had.
//   --spots N --genes G   a session of so many made-up spots over FILE, a picture; kept as --keep F
//   --views N             so many linked views, each of another gene
//   --frames              wheel, drags and keys, once to have the tiles, then five times: what a frame cost
//   --sway                the same with little movement, so that all spots stay in view
//   --jump                to places whose tiles are not there, against decoding those alone
//   --browse SECONDS      scripted, with --weights W a run in it and with --import F an import
//   --run-spots N         rows of a prediction of N spots arrive in batches of 32, as from a worker

#include "app/gui/mainwindow.h"
#include "core/expression/denseexpression.h"
#include "core/spots/lattice.h"
#include "tests/bench/framemeter.h"
#include "tests/bench/inputscript.h"
#include "tests/bench/madeupsession.h"
#include "ui/document/appsettings.h"
#include "ui/document/document.h"
#include "ui/run/runcontroller.h"
#include "ui/slideview/tileplan.h"
#include "ui/slideview/tilesource.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/workspace.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <future>
#include <thread>

using namespace transcope;
using bench::cpuMs;
using bench::median;

namespace {

constexpr int SwitchedGenes = 11;
constexpr int RowsPerBatch = 32;
constexpr int PredictedGenes = 250;
constexpr int PollMilliseconds = 1;
constexpr int GiveUpMilliseconds = 600'000;
constexpr int Repeats = 5;

/// A line of /proc/self/status in MB (10^6 bytes).
double statusMb(const char* key)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const auto& line : status.readAll().split('\n'))
        if (line.startsWith(key))
            return line.simplified().split(' ').value(1).toDouble() * 1024 / 1e6;
    return 0;
}

/// Longest time that a timer of 1 ms had to wait for its turn: so long the UI thread was not to be had; and
/// the most that it computed in one such time, which other programs on the machine do not lengthen.
/// Paired signals of the dispatcher would not tell it: GLib's dispatches between them and not within.
class BlockMeter : public QObject
{
public:
    BlockMeter()
    {
        m_beat.setTimerType(Qt::PreciseTimer);
        connect(&m_beat, &QTimer::timeout, this, [this] {
            m_longest = std::max(m_longest, double(m_since.nsecsElapsed()) / 1e6);
            m_longestCpu = std::max(m_longestCpu, cpuMs() - m_cpuSince);
            m_since.start();
            m_cpuSince = cpuMs();
        });
        reset();
        m_beat.start(1);
    }
    void reset()
    {
        m_longest = m_longestCpu = 0;
        m_since.start();
        m_cpuSince = cpuMs();
    }
    double longestMs() const { return m_longest; }
    double longestCpuMs() const { return m_longestCpu; }

private:
    QTimer m_beat;
    QElapsedTimer m_since;
    double m_longest = 0;
    double m_longestCpu = 0;
    double m_cpuSince = 0;
};

/// Runs the event loop until `ready`; false when that takes too long.
bool waitUntil(const std::function<bool()>& ready)
{
    QElapsedTimer timer;
    timer.start();
    while (!ready()) {
        if (timer.elapsed() > GiveUpMilliseconds)
            return false;
        QEventLoop loop;
        QTimer::singleShot(PollMilliseconds, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return true;
}

/// From the window's making to the spots on screen.
bool openFile(app::MainWindow& window, const QStringList& files)
{
    if (files.size() > 1)
        window.document()->openSlide(files[0], files[1]);
    else
        window.document()->open(files.value(0));
    return waitUntil([&] {
        const auto* measured = window.document()->measured();
        return measured != nullptr && window.isSettled();
    });
}

/// Chooses `count` genes spread over all, one after another; milliseconds until each was drawn.
std::vector<double> switchGenes(app::MainWindow& window, int count)
{
    std::vector<double> milliseconds;
    const auto& genes = window.document()->measured()->layer->genes;
    QElapsedTimer timer;
    for (int i = 0; i < count; ++i) {
        const auto& gene = genes[(genes.size() - 1) * std::size_t(i) / std::size_t(count)];
        timer.start();
        window.display()->setGene(QString::fromStdString(gene.name()));
        if (!waitUntil([&] { return window.isSettled(); }))
            break;
        window.workspace()->currentView()->repaint();
        milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    return milliseconds;
}

/// A prediction of `spots` spots whose rows arrive as a worker sends them.
void addRows(app::MainWindow& window, BlockMeter& meter, int spots)
{
    const auto size = window.document()->slide()->slide->sizeLevel0Px();
    const double pitch = std::sqrt(double(size.width) * double(size.height) / spots);
    auto table = core::makeLattice(core::Lattice::Square, size, pitch, pitch / 2);
    core::Layer layer;
    layer.name = "Bench";
    layer.kind = core::LayerKind::Predicted;
    for (int gene = 0; gene < PredictedGenes; ++gene)
        layer.genes.push_back({"G" + std::to_string(gene), {}});
    const auto count = table.size();
    layer.spots = std::make_shared<const core::SpotTable>(std::move(table));
    layer.values = std::make_shared<core::DenseExpression>(core::ExpressionMatrix(count, PredictedGenes));
    const auto run = core::nextRunId();
    window.document()->startLayer(run, nullptr, std::move(layer));
    window.display()->setGene(QStringLiteral("G7"));
    waitUntil([&] { return window.isSettled(); });
    meter.reset();
    for (std::size_t first = 0; first < count; first += RowsPerBatch) {
        core::RunRows rows{run, {}, {}, {}};
        for (std::size_t spot = first; spot < std::min(count, first + RowsPerBatch); ++spot)
            rows.spots.push_back(int(spot));
        rows.values.assign(rows.spots.size() * PredictedGenes, float(first % 97));
        rows.padded.assign(rows.spots.size(), 0);
        window.document()->addRows(rows);
        QEventLoop loop;
        QTimer::singleShot(PollMilliseconds, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

/// What frames cost while the script is played, once it was played before: medians of five.
nlohmann::json measureFrames(bench::MeteredApplication& application, app::MainWindow& window,
                             const bench::InputScript& script)
{
    auto& view = *window.workspace()->currentView();
    std::vector<double> p99, p99Cpu, middle, most;
    std::size_t frames = 0;
    for (int i = 0; i <= Repeats; ++i) {
        application.reset();
        bench::play(view, script);
        waitUntil([&] { return window.isSettled(); });
        if (i == 0)
            continue;
        std::vector<double> ms, cpu;
        for (const auto& frame : application.frames()) {
            ms.push_back(frame.ms);
            cpu.push_back(frame.cpuMs);
        }
        frames = ms.size();
        p99.push_back(bench::quantile(ms, 0.99));
        p99Cpu.push_back(bench::quantile(cpu, 0.99));
        middle.push_back(median(ms));
        most.push_back(bench::quantile(ms, 1));
    }
    return {{"frames", frames},
            {"p99Ms", median(p99)},
            {"p99UiCpuMs", median(p99Cpu)},
            {"medianMs", median(middle)},
            {"mostMs", median(most)}};
}

/// Seconds that all cores take to decode tiles, without a window.
double decodeSeconds(const core::Slide& slide, const ui::TilePyramid& pyramid,
                     const std::vector<ui::TileKey>& tiles)
{
    QElapsedTimer timer;
    timer.start();
    std::atomic<std::size_t> next = 0;
    std::vector<std::future<void>> workers;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
        workers.push_back(std::async(std::launch::async, [&] {
            for (auto at = next++; at < tiles.size(); at = next++)
                (void)ui::readTile(slide, pyramid, tiles[at], {});
        }));
    for (auto& worker : workers)
        worker.get();
    return double(timer.nsecsElapsed()) / 1e9;
}

/// Places one to one, the tiles of none of which are there, in turn gone to and decoded alone: from the file
/// opened anew, since what reads it keeps tiles too.
nlohmann::json measureJumps(app::MainWindow& window)
{
    const auto slide = window.document()->slide()->slide;
    auto* view = window.workspace()->currentView();
    const auto source = ui::TileSource::of(slide);
    const auto size = slide->sizeLevel0Px();
    std::vector<double> sharp, ratio;
    std::size_t tiles = 0;
    for (int i = 0; i < Repeats; ++i) {
        source->setBudgetBytes(0); // what was there is forgotten
        source->setBudgetBytes(ui::TileSource::DefaultBudgetBytes);
        const ui::ViewState place{
            {double(size.width) * (i + 1) / (Repeats + 1), double(size.height) * (i + 1) / (Repeats + 1)},
            1,
            0};
        QElapsedTimer timer;
        timer.start();
        view->setView(place);
        waitUntil([&] { return view->isSettled(); });
        view->repaint();
        sharp.push_back(double(timer.nsecsElapsed()) / 1e6);
        const auto wants =
            ui::wantedTiles(source->pyramid(), ui::Viewport(view->size(), view->devicePixelRatioF(), place));
        tiles = wants.visible;
        waitUntil([&] { return source->isIdle(); });
        const std::vector<ui::TileKey> visible(wants.tiles.begin(),
                                               wants.tiles.begin() + std::ptrdiff_t(wants.visible));
        const auto again = core::openSlide(slide->path());
        if (!again)
            return {};
        ratio.push_back(sharp.back() / 1e3 / decodeSeconds(**again, source->pyramid(), visible));
    }
    return {{"tiles", tiles}, {"sharpMs", median(sharp)}, {"timesDecodingAlone", median(ratio)}};
}

/// A run and an import begin on the way, where there is something to run and to import.
nlohmann::json measureBrowse(bench::MeteredApplication& application, app::MainWindow& window,
                             BlockMeter& meter, double seconds, const QString& weights, const QString& import,
                             const QString& session)
{
    auto& view = *window.workspace()->currentView();
    const auto source = ui::TileSource::of(window.document()->slide()->slide);
    const auto before = source->reads();
    bool finished = false;
    QObject::connect(window.run(), &ui::RunController::finished, &window, [&] { finished = true; });
    QTimer::singleShot(int(seconds * 1e3 / 6), &window, [&] {
        if (weights.isEmpty())
            return;
        ui::RunChoice choice;
        choice.weights = weights;
        choice.session = session;
        window.run()->start(choice);
    });
    QTimer::singleShot(int(seconds * 1e3 / 3), &window, [&] {
        if (!import.isEmpty())
            window.document()->importLayers(import);
    });
    application.reset();
    meter.reset();
    bench::play(view, bench::browsing(seconds));
    waitUntil([&] { return !window.run()->isActive(); });
    nlohmann::json blocks = nlohmann::json::array();
    for (const auto& block : application.blocks())
        blocks.push_back({{"ms", block.ms}, {"cpuMs", block.cpuMs}, {"what", block.what}});
    std::vector<double> ms;
    for (const auto& frame : application.frames())
        ms.push_back(frame.ms);
    return {{"seconds", seconds},
            {"tilesDecoded", source->reads().tiles - before.tiles},
            {"tilesDecodedAgain", source->reads().again - before.again},
            {"longestBlockMs", meter.longestMs()},
            {"longestBlockCpuMs", meter.longestCpuMs()},
            {"longestEvent", application.longest().what},
            {"blocks", blocks},
            {"frameP99Ms", bench::quantile(ms, 0.99)},
            {"layers", window.document()->layers().size()},
            {"runFinished", finished}};
}

/// Linked views of the measurement, each of another gene.
void showViews(app::MainWindow& window, int count)
{
    const auto* measured = window.document()->measured();
    std::vector<ui::ViewChoice> views(std::size_t(std::clamp(count, 1, ui::MostViews)));
    const auto& genes = measured->layer->genes;
    for (std::size_t i = 0; i < views.size(); ++i) {
        views[i].layer = measured->id;
        views[i].setLinked(ui::ViewLink::Gene, i == 0);
        views[i].recipe = core::geneRecipe(genes[(genes.size() - 1) * i / views.size()].name());
    }
    window.display()->setViews(views);
    waitUntil([&] { return window.isSettled(); });
}

} // namespace

int main(int argc, char** argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    bench::MeteredApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument("file", "slide, section or session");
    parser.addPositionalArgument("expression", "of the slide, where it does not lie beside it",
                                 "[expression]");
    const auto option = [&](const char* name, const char* text, const char* value = nullptr,
                            const char* standard = nullptr) {
        const QCommandLineOption added(name, text, value, standard);
        parser.addOption(added);
        return added;
    };
    const auto runSpots = option("run-spots", "spots of a prediction whose rows arrive", "N", "0");
    const auto spots = option("spots", "of a made-up session over the file, a picture", "N", "0");
    const auto genes = option("genes", "of that session", "N", "250");
    const auto keep = option("keep", "where that session is kept", "F");
    const auto views = option("views", "linked views", "N", "1");
    const auto frames = option("frames", "what frames cost");
    const auto sway = option("sway", "what frames cost with all in view");
    const auto jump = option("jump", "until an uncached place is sharp");
    const auto browse = option("browse", "for so many seconds", "S", "0");
    const auto weights = option("weights", "of a run while browsing", "W");
    const auto import = option("import", "while browsing", "F");
    parser.process(application);
    QTemporaryDir folder;
    QStringList files = parser.positionalArguments();
    if (files.isEmpty())
        parser.showHelp(2);
    if (const int count = parser.value(spots).toInt(); count > 0) {
        const QString file = parser.isSet(keep) ? parser.value(keep) : folder.filePath("made-up.transcope");
        bench::makeSession(file.toStdString(), std::filesystem::absolute(files[0].toStdString()), count,
                           parser.value(genes).toInt());
        files = {file};
        sinceStart.start();
    }
    ui::AppSettings settings(folder.path() + "/settings.ini");
    app::MainWindow window(&settings, {QStringLiteral(TRANSCOPE_BIN "/transcope-worker")});
    window.resize(1280, 800);
    window.show();
    QObject::connect(window.document(), &ui::Document::failed, [](const QString& message) {
        std::fprintf(stderr, "bench_viewer: %s\n", qPrintable(message));
        std::exit(3);
    });
    BlockMeter meter;
    if (!openFile(window, files))
        return 3;
    nlohmann::json json;
    json["renderer"] = window.workspace()->currentView()->rendererDescription().toStdString();
    json["spotsOnScreenMs"] = sinceStart.elapsed();
    json["loadBlockMs"] = meter.longestMs();
    json["loadLongestEvent"] = application.longest().what;
    json["memoryMb"] = statusMb("VmRSS:");
    json["peakMb"] = statusMb("VmHWM:");
    json["spots"] = window.document()->measured()->layer->spots->size();
    json["genes"] = window.document()->measured()->layer->genes.size();
    meter.reset();
    application.reset();
    const auto cpuBefore = std::clock(); // of all threads
    const auto switched = switchGenes(window, SwitchedGenes);
    json["switchGeneMs"] = median(switched);
    json["switchGeneMostMs"] = switched.empty() ? 0 : *std::ranges::max_element(switched);
    json["switchGeneCpuMs"] = double(std::clock() - cpuBefore) * 1e3 / CLOCKS_PER_SEC / SwitchedGenes;
    json["switchGeneBlockMs"] = meter.longestMs();
    json["switchGeneBlockCpuMs"] = meter.longestCpuMs();
    json["switchGeneLongestEvent"] = application.longest().what;
    showViews(window, parser.value(views).toInt());
    const auto& view = *window.workspace()->currentView();
    json["views"] = window.workspace()->count();
    json["viewPx"] = {view.width(), view.height()};
    if (parser.isSet(frames))
        json["frames"] = measureFrames(application, window, bench::lookingAround());
    if (parser.isSet(sway))
        json["sway"] = measureFrames(application, window, bench::swaying());
    if (parser.isSet(jump))
        json["jump"] = measureJumps(window);
    if (const double seconds = parser.value(browse).toDouble(); seconds > 0)
        json["browse"] = measureBrowse(application, window, meter, seconds, parser.value(weights),
                                       parser.value(import), folder.filePath("run.transcope"));
    json["memoryAfterMb"] = statusMb("VmRSS:");
    if (const int rows = parser.value(runSpots).toInt(); rows > 0) {
        meter.reset();
        addRows(window, meter, rows);
        json["addRowsBlockMs"] = meter.longestMs();
        json["addRowsBlockCpuMs"] = meter.longestCpuMs();
    }
    std::puts(json.dump(2).c_str());
    return 0;
}
