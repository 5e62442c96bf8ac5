// The real window, measured as a person meets it: from start to spots on screen, memory with everything open,
// switching the gene until it is drawn, and the longest time that the UI thread was not to be had. JSON on
// standard output.
//   bench_viewer FILE [EXPRESSION]     a slide, section, session or expression with its picture
//   bench_viewer FILE --run-spots N    besides: rows of a prediction of N spots arrive in batches of 32, as
//   from a worker

#include "app/gui/mainwindow.h"
#include "core/expression/denseexpression.h"
#include "core/spots/lattice.h"
#include "ui/document/appsettings.h"
#include "ui/document/document.h"
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

using namespace transcope;

namespace {

constexpr int SwitchedGenes = 11;
constexpr int RowsPerBatch = 32;
constexpr int PredictedGenes = 250;
constexpr int PollMilliseconds = 1;
constexpr int GiveUpMilliseconds = 600'000;

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

/// Of the calling thread.
double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
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

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
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

} // namespace

int main(int argc, char** argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument("file", "slide, section or session");
    parser.addPositionalArgument("expression", "of the slide, where it does not lie beside it",
                                 "[expression]");
    const QCommandLineOption runSpots("run-spots", "spots of a prediction whose rows arrive", "N", "0");
    parser.addOption(runSpots);
    parser.process(application);
    QTemporaryDir folder;
    ui::AppSettings settings(folder.path() + "/settings.ini");
    app::MainWindow window(&settings, {});
    window.resize(1280, 800);
    window.show();
    QObject::connect(window.document(), &ui::Document::failed, [](const QString& message) {
        std::fprintf(stderr, "bench_viewer: %s\n", qPrintable(message));
        std::exit(3);
    });
    BlockMeter meter;
    if (!openFile(window, parser.positionalArguments()))
        return 3;
    nlohmann::json json;
    json["spotsOnScreenMs"] = sinceStart.elapsed();
    json["loadBlockMs"] = meter.longestMs();
    json["memoryMb"] = statusMb("VmRSS:");
    json["peakMb"] = statusMb("VmHWM:");
    json["spots"] = window.document()->measured()->layer->spots->size();
    json["genes"] = window.document()->measured()->layer->genes.size();
    meter.reset();
    const auto cpuBefore = std::clock(); // of all threads
    const auto switched = switchGenes(window, SwitchedGenes);
    json["switchGeneMs"] = median(switched);
    json["switchGeneMostMs"] = switched.empty() ? 0 : *std::ranges::max_element(switched);
    json["switchGeneCpuMs"] = double(std::clock() - cpuBefore) * 1e3 / CLOCKS_PER_SEC / SwitchedGenes;
    json["switchGeneBlockMs"] = meter.longestMs();
    json["switchGeneBlockCpuMs"] = meter.longestCpuMs();
    json["memoryAfterMb"] = statusMb("VmRSS:");
    if (const int spots = parser.value(runSpots).toInt(); spots > 0) {
        addRows(window, meter, spots);
        json["addRowsBlockMs"] = meter.longestMs();
        json["addRowsBlockCpuMs"] = meter.longestCpuMs();
    }
    std::puts(json.dump(2).c_str());
    return 0;
}
