#include "app/cli/benchcommand.h"
#include "app/cli/commandlist.h"

#include "core/base/median.h"
#include "core/base/resources.h"
#include "core/base/try.h"
#include "model/inference/productrate.h"
#include "model/methods/methods.h"
#include "model/weights/weightsfile.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <sstream>
#include <thread>

namespace transcope::app {

using core::Result;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Patches of noise: what they show does not change how long they take.
core::PatchBatch noiseBatch(const core::PatchSpec& spec, int count)
{
    core::PatchBatch batch;
    batch.count = count;
    batch.sizePx = spec.sizePx;
    std::uint32_t state = 1;
    for (std::size_t level = 0; level < spec.downsamples.size(); ++level) {
        auto& pixels =
            batch.levels.emplace_back(static_cast<std::size_t>(count) * spec.sizePx * spec.sizePx * 3);
        for (auto& value : pixels) {
            state = state * 1664525u + 1013904223u;
            value = static_cast<std::uint8_t>(state >> 24);
        }
    }
    batch.padded.assign(count, 0);
    batch.centresLevel0Px.resize(count);
    return batch;
}

/// Billions of operations that a spot takes, two per multiply-accumulate, by the configuration in a weights
/// file.
Result<double> gflopPerSpot(const std::filesystem::path& weights)
{
    TRY(const auto card, model::readModelCard(weights));
    TRY(const auto method, model::findMethod(card.method, weights.string()));
    TRY(const auto counts, method->count(*method, card.configuration));
    return 2e-9 * static_cast<double>(counts.macs) * method->views;
}

struct ModelBench
{
    BenchOptions common;
    int spots = 96; ///< per batch

    Result<std::vector<double>> secondsPerBatch(core::Predictor& predictor, std::stop_token stop) const;
    Result<Output> run(const Context& context) const;
};

Result<std::vector<double>> ModelBench::secondsPerBatch(core::Predictor& predictor,
                                                        std::stop_token stop) const
{
    const core::PatchBatch batch = noiseBatch(predictor.info().patches, spots);
    std::vector<double> seconds;
    for (int repeat = -1; repeat < common.repeats; ++repeat) { // the first warms up
        if (stop.stop_requested())
            return core::fail(core::ErrorCode::Cancelled, "stopped");
        const auto start = Clock::now();
        TRY_RUN(predictor.predict(batch));
        if (repeat >= 0)
            seconds.push_back(secondsSince(start));
    }
    return seconds;
}

Result<Output> ModelBench::run(const Context& context) const
{
    TRY(const auto file, common.weightsFile());
    TRY(const auto predictor, common.predictor());
    TRY(const auto gflop, gflopPerSpot(file));
    const auto& info = predictor->info();
    TRY(const auto product,
        model::productGflops(info.device, info.precision, common.load.threads, 8 * common.repeats));
    TRY(const auto seconds, secondsPerBatch(*predictor, context.stop));
    const double middle = core::median(seconds), rate = spots / middle;
    Output output;
    output.json = {{"spotsPerSecond", rate},
                   {"seconds", middle},
                   {"threads", common.load.threads > 0
                                   ? common.load.threads
                                   : static_cast<int>(std::thread::hardware_concurrency())},
                   {"precision", info.precision},
                   {"device", info.device},
                   {"spots", spots},
                   {"repeats", common.repeats},
                   {"productGflops", product}};
    std::ostringstream text;
    text << "median of " << common.repeats << ": " << rate << " spots/s on " << info.device << " in "
         << info.precision;
    const double gflops = rate * gflop;
    output.json["gflops"] = gflops;
    output.json["fractionOfProductRate"] = gflops / product;
    text << ", " << std::lround(100 * gflops / product) << " % of what a large product reaches there\n";
    output.text = text.str();
    return output;
}

} // namespace

void BenchOptions::addOptions(CLI::App& sub)
{
    sub.add_option("--weights", weights, "a .safetensors weights file; bundled ones by default");
    sub.add_option("--precision", load.precision, "auto, float32 or bfloat16")
        ->check(CLI::IsMember({"auto", "float32", "bfloat16"}));
    sub.add_option("--device", load.device, "auto, cpu or cuda:N");
    sub.add_option("--threads", load.threads, "threads of the model; 0 = all cores");
    sub.add_option("--repeats", repeats, "medians are of so many")->check(CLI::PositiveNumber);
}

Result<std::filesystem::path> BenchOptions::weightsFile() const
{
    if (!weights.empty())
        return weights;
    const auto bundled = core::bundledWeights();
    if (bundled.empty())
        return core::fail(core::ErrorCode::NotFound, "no bundled weights were found",
                          "Name a file with --weights");
    return bundled.front();
}

Result<std::unique_ptr<core::Predictor>> BenchOptions::predictor() const
{
    TRY(const auto file, weightsFile());
    return model::loadPredictor(file, load);
}

void addBench(Commands& commands)
{
    auto bench = commands.group("bench", "measure throughput");
    const auto options = std::make_shared<ModelBench>();
    CLI::App* alone = bench.add("model", "the model alone, on patches of noise",
                                [options](const Context& context) { return options->run(context); });
    options->common.addOptions(*alone);
    alone->add_option("--spots", options->spots, "spots per batch")->check(CLI::PositiveNumber);
    addBenchSlide(bench);
    addBenchIstar(bench);
}

} // namespace transcope::app
