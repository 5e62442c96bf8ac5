// From a click to a spot's prediction, in milliseconds: the viewer's client, the real worker process and its
// protocol, reading the slide included. JSON on standard output. The clicks lie far from each other, each at
// a new place.

#include "core/rpc/workerrows.h"

#include <nlohmann/json.hpp>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace transcope;

namespace {

constexpr int WarmUps = 3; ///< the first opens the slide and touches the model's memory
constexpr int Stride =
    101; ///< between the spots of two clicks: far apart, and prime, so that none comes twice

/// One value per click, until the row is there; the worker's summary may come with it or just after. Fewer
/// when one failed.
std::vector<double> clickMilliseconds(core::RowSource& rows, const core::RunPlan& plan, int clicks)
{
    std::vector<double> milliseconds;
    QElapsedTimer timer;
    double elapsed = 0;
    const auto stopWatch = [&](const core::RunRows&) -> core::Result<void> {
        elapsed = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        return {};
    };
    for (int i = 0; i < WarmUps + clicks; ++i) {
        timer.start();
        const auto done =
            rows.predict(plan, {static_cast<int>(i * Stride % plan.spots->size())}, {}, stopWatch, {}, {});
        if (!done) {
            std::fprintf(stderr, "%s\n", done.error().text().c_str());
            break;
        }
        if (i >= WarmUps)
            milliseconds.push_back(elapsed);
    }
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
    auto slide = core::openGivenSlide(files[0].toStdString(), {}, {});
    if (!slide) {
        std::fprintf(stderr, "%s\n", slide.error().text().c_str());
        return 3;
    }
    const auto scale = core::scaleOf({}, slide->slide->umPerPx());
    const auto plan =
        core::planRun(std::move(*slide), std::filesystem::path(files[1].toStdString()), scale, {});
    if (!plan || plan->spots->empty()) {
        std::fprintf(stderr, "%s\n", plan ? "no spots" : plan.error().text().c_str());
        return 3;
    }

    core::WorkerClient client({parser.value(worker).toStdString()});
    core::WorkerRows rows(client, {files[2].toStdString(), "auto", parser.value(precision).toStdString()});
    if (const auto info = rows.load({}); !info) {
        std::fprintf(stderr, "%s\n", info.error().text().c_str());
        return 4;
    }
    auto milliseconds = clickMilliseconds(rows, *plan, clicks);
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
