#include "app/cli/benchoptions.h"
#include "app/cli/commandlist.h"

#include "core/base/resources.h"

#include <chrono>
#include <sstream>
#include <thread>

namespace transcope::app {

using core::Result;

namespace {

using Clock = std::chrono::steady_clock;

/// The three-level model takes 4,308,739,200 multiply-accumulates a spot (model/counting), two operations
/// each.
constexpr double GflopPerSpot = 8.6175;

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

Result<Output> benchModel(const BenchOptions& options, const Context& context)
{
    auto predictor = predictorFor(options);
    if (!predictor)
        return tl::unexpected(predictor.error());
    const core::PatchBatch batch = noiseBatch((*predictor)->info().patches, options.spotCount);
    std::vector<double> seconds;
    for (int repeat = -1; repeat < options.repeats; ++repeat) { // the first warms up
        if (context.stop.stop_requested())
            return core::fail(core::ErrorCode::Cancelled, "stopped");
        const auto start = Clock::now();
        if (const auto rows = (*predictor)->predict(batch); !rows)
            return tl::unexpected(rows.error());
        if (repeat >= 0)
            seconds.push_back(secondsSince(start));
    }
    const double middle = median(seconds);
    const double rate = options.spotCount / middle;
    const auto& info = (*predictor)->info();
    Output output;
    output.json = {{"spotsPerSecond", rate},
                   {"seconds", middle},
                   {"threads", std::thread::hardware_concurrency()},
                   {"precision", info.precision},
                   {"device", info.device},
                   {"spots", options.spotCount},
                   {"repeats", options.repeats}};
    if (info.method == "m2ost" && info.patches.downsamples == std::vector<double>{1, 2, 4})
        output.json["gflops"] = rate * GflopPerSpot;
    std::ostringstream text;
    text << "median of " << options.repeats << ": " << rate << " spots/s on " << info.device << " in "
         << info.precision << "\n";
    output.text = text.str();
    return output;
}

void addModelOptions(CLI::App* sub, BenchOptions& options)
{
    sub->add_option("--weights", options.weights, "a .safetensors weights file; bundled ones by default");
    sub->add_option("--precision", options.load.precision, "auto, float32 or bfloat16")
        ->check(CLI::IsMember({"auto", "float32", "bfloat16"}));
    sub->add_option("--device", options.load.device, "auto, cpu or cuda:N");
    sub->add_option("--threads", options.load.threads, "threads of the model; 0 = all cores");
    sub->add_option("--repeats", options.repeats, "medians are of so many")->check(CLI::PositiveNumber);
}

} // namespace

Result<std::unique_ptr<core::Predictor>> predictorFor(const BenchOptions& options)
{
    if (!options.weights.empty())
        return model::loadPredictor(options.weights, options.load);
    const auto bundled = core::bundledWeights();
    if (bundled.empty())
        return core::fail(core::ErrorCode::NotFound, "no bundled weights were found",
                          "name a file with --weights");
    return model::loadPredictor(bundled.front(), options.load);
}

void addBench(Commands& commands)
{
    auto options = std::make_shared<BenchOptions>();
    auto slideChosen = std::make_shared<bool>(false);
    CLI::App* bench = commands.add("bench", "measure throughput", [=](const Context& context) {
        return *slideChosen ? benchSlide(*options, context) : benchModel(*options, context);
    });
    bench->require_subcommand(1);
    CLI::App* modelBench =
        bench->add_subcommand("model", "the model alone, on patches of noise")->fallthrough();
    addModelOptions(modelBench, *options);
    modelBench->add_option("--spots", options->spotCount, "spots per batch")->check(CLI::PositiveNumber);
    CLI::App* slideBench =
        bench->add_subcommand("slide", "reading, model and whole run on a slide")->fallthrough();
    slideBench->callback([=] { *slideChosen = true; });
    addModelOptions(slideBench, *options);
    slideBench->add_option("slide", options->slide, "whole-slide image or picture")->required();
    options->spots.addOptions(*slideBench);
}

} // namespace transcope::app
