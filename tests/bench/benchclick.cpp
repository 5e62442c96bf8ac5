// From a click to a spot's prediction, in milliseconds: the viewer's client, the real worker process and its
// protocol, reading the slide included. JSON on standard output. The clicks lie far from each other, each at
// a new place.

#include "core/io/open.h"
#include "ui/worker/workerclient.h"

#include <nlohmann/json.hpp>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace transcope;
using ui::WorkerClient;

namespace {

constexpr int WarmUps = 3; ///< the first opens the slide and touches the model's memory
constexpr int Stride =
    101; ///< between the spots of two clicks: far apart, and prime, so that none comes twice

/// Runs the event loop until a signal of `client` ends it; false when it was a failure.
bool waitFor(WorkerClient& client, auto signal)
{
    QEventLoop loop;
    bool arrived = false;
    QObject::connect(&client, signal, &loop, [&] {
        arrived = true;
        loop.quit();
    });
    QObject::connect(&client, &WorkerClient::failed, &loop, [&](const core::Error& error) {
        std::fprintf(stderr, "%s\n", error.text().c_str());
        loop.quit();
    });
    QObject::connect(&client, &WorkerClient::died, &loop, [&](const QString& reason) {
        std::fprintf(stderr, "%s\n", qPrintable(reason));
        loop.quit();
    });
    loop.exec();
    return arrived;
}

/// One value per click; fewer when one failed.
std::vector<double> clickMilliseconds(WorkerClient& client, const std::filesystem::path& slide,
                                      const core::SpotTable& spots, int clicks)
{
    std::vector<double> milliseconds;
    QElapsedTimer timer;
    double elapsed = 0; // until the row is there; the worker's summary may come with it or just after
    const auto stopWatch = QObject::connect(&client, &WorkerClient::rowsArrived, &client, [&] {
        elapsed = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    });
    for (int i = 0; i < WarmUps + clicks; ++i) {
        timer.start();
        client.predict({slide, spots, {static_cast<int>(i * Stride % spots.size())}, 0});
        if (!waitFor(client, &WorkerClient::finished))
            break;
        if (i >= WarmUps)
            milliseconds.push_back(elapsed);
    }
    QObject::disconnect(stopWatch);
    return milliseconds;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument("slide", "whole-slide image or picture");
    parser.addPositionalArgument("spots", "spot positions");
    parser.addPositionalArgument("weights", "a .safetensors weights file");
    const QCommandLineOption worker("worker", "the worker's program", "file",
                                    TRANSCOPE_BIN "/transcope-worker");
    const QCommandLineOption count("clicks", "how many", "number", "60");
    const QCommandLineOption precision("precision", "auto, float32 or bfloat16", "name", "auto");
    parser.addOptions({worker, count, precision});
    parser.addHelpOption();
    parser.process(application);
    const QStringList files = parser.positionalArguments();
    const int clicks = parser.value(count).toInt();
    if (files.size() != 3 || clicks < 1)
        parser.showHelp(2);
    const auto spots = core::openSpots(files[1].toStdString());
    if (!spots || spots->spots.empty()) {
        std::fprintf(stderr, "%s\n", spots ? "no spots" : spots.error().text().c_str());
        return 3;
    }

    WorkerClient client({parser.value(worker)});
    client.loadWeights(files[2], "auto", parser.value(precision));
    if (!waitFor(client, &WorkerClient::weightsLoaded))
        return 4;
    auto milliseconds = clickMilliseconds(client, files[0].toStdString(), spots->spots, clicks);
    if (static_cast<int>(milliseconds.size()) < clicks)
        return 4;
    std::sort(milliseconds.begin(), milliseconds.end());
    const auto quantile = [&](double share) {
        return milliseconds[static_cast<std::size_t>(share * static_cast<double>(clicks - 1) + 0.5)];
    };
    const nlohmann::ordered_json report{{"clicks", clicks},
                                        {"medianMs", quantile(0.5)},
                                        {"p95Ms", quantile(0.95)},
                                        {"worstMs", milliseconds.back()}};
    std::puts(report.dump(2).c_str());
}
