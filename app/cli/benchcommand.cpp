#include "app/cli/benchcommand.h"
#include "app/cli/commandlist.h"

#include "core/base/median.h"
#include "core/base/resources.h"
#include "core/base/try.h"
#include "core/stats/boxsummary.h"
#include "core/stats/correlation.h"
#include "model/inference/productrate.h"
#include "model/methods/methods.h"
#include "model/training/packfile.h"
#include "model/weights/weightsfile.h"

#include <CLI/CLI.hpp>
#include <algorithm>
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

core::PatchBatch emptyBatch(const core::PatchSpec& spec, int count)
{
    core::PatchBatch batch;
    batch.count = count;
    batch.sizePx = spec.sizePx;
    batch.levels.assign(spec.downsamples.size(), std::vector<std::uint8_t>(static_cast<std::size_t>(count) *
                                                                           spec.sizePx * spec.sizePx * 3));
    batch.padded.assign(static_cast<std::size_t>(count), 0);
    batch.centresLevel0Px.resize(static_cast<std::size_t>(count));
    return batch;
}

/// Patches of noise: what they show does not change how long they take.
core::PatchBatch noiseBatch(const core::PatchSpec& spec, int count)
{
    core::PatchBatch batch = emptyBatch(spec, count);
    std::uint32_t state = 1;
    for (auto& level : batch.levels)
        for (auto& value : level) {
            state = state * 1664525u + 1013904223u;
            value = static_cast<std::uint8_t>(state >> 24);
        }
    return batch;
}

/// The patches of `count` spots all over a packed file, again from the first where it holds fewer.
Result<core::PatchBatch> packedBatch(const core::PatchSpec& spec, int count, const std::string& path)
{
    TRY(const auto data, model::PackFile::open(path));
    TRY(const auto levels, model::zoomLevelsOf(spec));
    core::PatchBatch batch = emptyBatch(spec, count);
    const std::size_t bytes = batch.levels.front().size() / static_cast<std::size_t>(count);
    for (std::size_t level = 0; level < levels.size(); ++level) {
        const auto place = data->header().placeOfLevel(levels[level]);
        if (!place || data->header().patches.sizePx != spec.sizePx)
            return core::fail(core::ErrorCode::InvalidArgument,
                              path + " holds no such patches as the weights want",
                              "Pack the data again with the levels of these weights");
        for (int i = 0; i < count; ++i) {
            const std::int64_t spot =
                i * std::max<std::int64_t>(1, data->header().spots() / count) % data->header().spots();
            std::ranges::copy(data->patches(spot).subspan(*place * bytes, bytes),
                              batch.levels[level].begin() + static_cast<std::ptrdiff_t>(i * bytes));
        }
    }
    return batch;
}

/// How near predictions are to float32's: the least Pearson of a spot, and the 99th percentile of
/// |difference| over the gene's range among the spots.
nlohmann::json agreement(const std::vector<float>& rows, const std::vector<float>& exact, std::size_t genes)
{
    double least = 1;
    std::vector<double> differences;
    const std::size_t spots = rows.size() / genes;
    for (std::size_t s = 0; s < spots; ++s)
        least = std::min(least, core::pearson(std::span(rows).subspan(s * genes, genes),
                                              std::span(exact).subspan(s * genes, genes)));
    for (std::size_t g = 0; g < genes; ++g) {
        float low = exact[g], high = low;
        for (std::size_t s = 0; s < spots; ++s) {
            low = std::min(low, exact[s * genes + g]);
            high = std::max(high, exact[s * genes + g]);
        }
        for (std::size_t s = 0; s < spots; ++s)
            differences.push_back(std::abs(rows[s * genes + g] - exact[s * genes + g]) / (high - low));
    }
    return {{"leastPearson", least}, {"difference99", core::percentile(differences, 99)}};
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
    int spots = 96;   ///< per batch
    std::string data; ///< packed file to take the patches from; empty: noise

    Result<std::vector<double>> secondsPerBatch(core::Predictor& predictor, const core::PatchBatch& batch,
                                                std::stop_token stop) const;
    Result<nlohmann::json> agreementWithFloat32(core::Predictor& predictor,
                                                const core::PatchBatch& batch) const;
    Result<Output> run(const Context& context) const;
};

Result<std::vector<double>> ModelBench::secondsPerBatch(core::Predictor& predictor,
                                                        const core::PatchBatch& batch,
                                                        std::stop_token stop) const
{
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

Result<nlohmann::json> ModelBench::agreementWithFloat32(core::Predictor& predictor,
                                                        const core::PatchBatch& batch) const
{
    BenchOptions exact = common;
    exact.load.precision = "float32";
    TRY(const auto reference, exact.predictor());
    TRY(const auto expected, reference->predict(batch));
    TRY(const auto rows, predictor.predict(batch));
    return agreement(rows, expected, predictor.info().genes.size());
}

Result<Output> ModelBench::run(const Context& context) const
{
    TRY(const auto file, common.weightsFile());
    TRY(const auto predictor, common.predictor());
    TRY(const auto gflop, gflopPerSpot(file));
    const auto& info = predictor->info();
    TRY(const auto product,
        model::productGflops(info.device, info.precision, common.load.threads, 8 * common.repeats));
    core::PatchBatch batch = noiseBatch(info.patches, spots);
    if (!data.empty()) {
        TRY(batch, packedBatch(info.patches, spots, data));
    }
    TRY(const auto seconds, secondsPerBatch(*predictor, batch, context.stop));
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
    if (!data.empty()) {
        TRY(const auto near, agreementWithFloat32(*predictor, batch));
        output.json["agreement"] = near;
        text << "against float32: per-spot Pearson at least " << near["leastPearson"].get<double>()
             << ", 99th percentile of the difference " << 100 * near["difference99"].get<double>()
             << " % of the gene's range\n";
    }
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
    alone->add_option(
        "--data", options->data,
        "a packed file whose patches are taken instead of noise; then also how near float32 is");
    addBenchSlide(bench);
    addBenchIstar(bench);
}

} // namespace transcope::app
