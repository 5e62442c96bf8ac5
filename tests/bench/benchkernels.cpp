// What the native kernels reach on this machine, as JSON on standard output: rates of large products, the
// M2OST engine's spots per second by batch, the fraction of the product rate that this is, and where the time
// goes.

#include "model/config/m2ostshapes.h"
#include "model/kernels/kerneltable.h"
#include "model/kernels/largeproduct.h"
#include "model/kernels/m2ostengine.h"
#include "model/weights/hashtensor.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

using namespace transcope::model;
using Json = nlohmann::ordered_json;

namespace {

constexpr double kGflopPerSpot = 2 * 4.3087392; // multiply-accumulates of docs/m2ost.md, attention included

struct Options
{
    std::vector<int> batches = {1, 32, 96};
    std::vector<std::string> precisions = {"float32", "bfloat16"};
    std::optional<Isa> isa;
    int threads = 0;
    int repeats = 5;
    bool products = true;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Time by the clock, and by the processor: on a machine that others use too, only the latter is steady.
struct Timings
{
    std::vector<double> seconds, cpuSeconds;

    double best() const { return *std::min_element(seconds.begin(), seconds.end()); }
};

template <class F> Timings timingsOf(int repeats, F&& run)
{
    Timings timings;
    for (int i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const std::clock_t cpuStart = std::clock();
        run();
        timings.cpuSeconds.push_back(static_cast<double>(std::clock() - cpuStart) / CLOCKS_PER_SEC);
        timings.seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return timings;
}

/// GFLOP/s of a large product.
Json productRate(const KernelTable& kernels, int threads, int repeats)
{
    LargeProduct product(kernels, threads);
    product.run();
    const Timings timings = timingsOf(std::max(repeats, 5) * 8, [&] { product.run(); });
    return {{"median", product.gflop() / median(timings.seconds)},
            {"best", product.gflop() / timings.best()},
            {"perCpuSecond", product.gflop() / median(timings.cpuSeconds)}};
}

Json batchRate(M2ostEngine& engine, const std::vector<const std::uint8_t*>& levels, int batch, int repeats,
               const std::optional<Json>& product)
{
    std::vector<float> out(static_cast<std::size_t>(batch) * 250);
    const auto run = [&] { (void)engine.forward(levels, batch, {out.data()}); };
    run();
    // A single spot is short: more of them make the median steady.
    const Timings timings = timingsOf(batch == 1 ? repeats * 8 : repeats, run);
    const double perCpuSecond = batch / median(timings.cpuSeconds);
    Json result{{"batch", batch},
                {"spotsPerSecond", batch / median(timings.seconds)},
                {"bestSpotsPerSecond", batch / timings.best()},
                {"spotsPerCpuSecond", perCpuSecond},
                {"millisecondsPerCall", median(timings.seconds) * 1e3},
                {"gflops", kGflopPerSpot * batch / median(timings.seconds)}};
    if (product) {
        result["fractionOfProductRate"] =
            kGflopPerSpot * batch / timings.best() / product->at("best").get<double>();
        result["fractionOfProductRateByCpuTime"] =
            kGflopPerSpot * perCpuSecond / product->at("perCpuSecond").get<double>();
    }
    return result;
}

Json engineReport(const Options& options, const std::string& precision, Isa isa)
{
    const M2ostConfig config;
    TensorMap tensors;
    for (const auto& [name, shape] : m2ostShapes(config))
        tensors[name] = hashedWeight("a", name, shape);
    const Precision wanted = precision == "bfloat16" ? Precision::Bfloat16 : Precision::Float32;
    auto engine = M2ostEngine::create(config, tensors, {wanted, options.threads, isa});
    if (!engine)
        return {{"precision", precision}, {"error", engine.error().text()}};

    const int most = *std::max_element(options.batches.begin(), options.batches.end());
    std::vector<std::vector<std::uint8_t>> pictures(3);
    std::vector<const std::uint8_t*> levels;
    std::uint32_t state = 1;
    for (auto& picture : pictures) {
        picture.resize(static_cast<std::size_t>(most) * 224 * 224 * 3);
        for (auto& byte : picture)
            byte = static_cast<std::uint8_t>((state = state * 1664525u + 1013904223u) >> 24);
        levels.push_back(picture.data());
    }

    Json report{
        {"precision", precision}, {"isa", isaName((*engine)->isa())}, {"threads", (*engine)->threads()}};
    std::optional<Json> product;
    if (options.products) {
        product = productRate(**kernelsFor(isa, wanted), options.threads, options.repeats);
        report["productGflops"] = *product;
    }
    for (const int batch : options.batches)
        report["batches"].push_back(batchRate(**engine, levels, batch, options.repeats, product));
    const auto profile = (*engine)->takeProfile();
    double total = 0;
    for (const double seconds : profile)
        total += seconds;
    for (int stage = 0; stage < kEngineStages; ++stage)
        report["profilePercent"][std::string(engineStageName(static_cast<EngineStage>(stage)))] =
            100 * profile[static_cast<std::size_t>(stage)] / total;
    return report;
}

std::optional<Options> parse(int argc, char** argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--no-products") {
            options.products = false;
            continue;
        }
        if (++i == argc)
            return std::nullopt;
        const std::string value = argv[i];
        if (name == "--batch")
            options.batches = {std::stoi(value)};
        else if (name == "--precision")
            options.precisions.assign(1, value);
        else if (name == "--isa" && isaFromName(value))
            options.isa = isaFromName(value);
        else if (name == "--threads")
            options.threads = std::stoi(value);
        else if (name == "--repeats")
            options.repeats = std::stoi(value);
        else
            return std::nullopt;
    }
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    const auto options = parse(argc, argv);
    if (!options) {
        std::fputs("bench_kernels [--batch N] [--precision float32|bfloat16] [--isa NAME] [--threads N] "
                   "[--repeats N] "
                   "[--no-products]\n",
                   stderr);
        return 2;
    }
    const auto isa = options->isa ? *options->isa : chooseIsa().value_or(Isa::Portable);
    Json report = Json::array();
    for (const std::string& precision : options->precisions)
        if (precision == "float32" || isa >= Isa::Avx512Bf16)
            report.push_back(engineReport(*options, precision, isa));
    std::puts(report.dump(2).c_str());
}
