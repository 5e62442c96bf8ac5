#include "core/base/try.h"
#include "core/demo/demosection.h"
#include "core/io/open.h"
#include "core/run/rowsource.h"
#include "core/slide/slideimport.h"
#include "core/stats/boxsummary.h"
#include "core/stats/correlation.h"
#include "model/backends/m2ostbackend.h"
#include "model/backends/patchpredictor.h"
#include "model/inference/loadpredictor.h"
#include "model/weights/weightsfile.h"
#include "tests/testsupport/tempfolder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace transcope;
namespace fs = std::filesystem;

// The weights that Transcope comes with, on real patches: what bfloat16 changes in a user's predictions.

namespace {

/// [spots, genes], spot by spot.
struct Prediction
{
    std::size_t genes = 0;
    std::vector<float> values;

    std::size_t spots() const { return values.size() / genes; }
    std::span<const float> spot(std::size_t index) const
    {
        return std::span(values).subspan(index * genes, genes);
    }
};

const fs::path Weights = TRANSCOPE_RESOURCES "/weights/m2ost-demo.safetensors";

/// What computes: the native engine, or LibTorch as it would on a GPU.
enum class Engine { Native, LibTorch };

bool hasBfloat16()
{
    const auto predictor = model::loadPredictor(Weights, {"cpu", "bfloat16", 0});
    if (predictor)
        return true;
    REQUIRE_MESSAGE(predictor.error().code == core::ErrorCode::Unsupported, predictor.error().text());
    MESSAGE("skipped: " << predictor.error().text());
    return false;
}

core::Result<std::unique_ptr<core::Predictor>> predictorOf(Engine engine, const char* precision)
{
    auto native = model::loadPredictor(Weights, {"cpu", precision, 0});
    if (!native || engine == Engine::Native)
        return native;
    const auto file = model::readWeights(Weights);
    const auto config = model::m2ostConfigFrom(file->card.configuration);
    TRY(auto backend, model::makeM2ostTorchBackend(*config, file->tensors, {"cpu", {}, precision, {}}));
    return std::make_unique<model::PatchPredictor>((*native)->info(), std::move(backend));
}

Prediction predict(const std::shared_ptr<const core::Slide>& slide, const core::SpotTable& spots,
                   Engine engine, const char* precision)
{
    const auto predictor = predictorOf(engine, precision);
    REQUIRE_MESSAGE(predictor.has_value(), predictor.error().text());
    Prediction prediction;
    prediction.genes = (*predictor)->info().genes.size();
    prediction.values.resize(spots.size() * prediction.genes);
    std::vector<int> all(spots.size());
    std::iota(all.begin(), all.end(), 0);
    const auto keep = [&](const core::RunRows& chunk) -> core::Result<void> {
        for (std::size_t i = 0; i < chunk.spots.size(); ++i)
            std::copy_n(
                chunk.values.begin() + static_cast<std::ptrdiff_t>(i * prediction.genes), prediction.genes,
                prediction.values.begin() +
                    static_cast<std::ptrdiff_t>(static_cast<std::size_t>(chunk.spots[i]) * prediction.genes));
        return {};
    };
    const core::RunPlan plan{{{}, slide, {}},
                             std::make_shared<const core::SpotTable>(spots),
                             core::scaleOf({}, slide->umPerPx(), spots.umPerPx),
                             {}};
    const auto run = core::PredictorRows(**predictor).predict(plan, all, {}, keep, {}, {});
    REQUIRE_MESSAGE(run.has_value(), run.error().text());
    return prediction;
}

/// |difference| of every value over the range that its gene has among the spots, exactly computed.
std::vector<double> differencesOverRange(const Prediction& exact, const Prediction& fast)
{
    std::vector<double> differences;
    for (std::size_t gene = 0; gene < exact.genes; ++gene) {
        float low = exact.spot(0)[gene], high = low;
        for (std::size_t spot = 0; spot < exact.spots(); ++spot) {
            low = std::min(low, exact.spot(spot)[gene]);
            high = std::max(high, exact.spot(spot)[gene]);
        }
        for (std::size_t spot = 0; spot < exact.spots(); ++spot)
            differences.push_back(std::abs(exact.spot(spot)[gene] - fast.spot(spot)[gene]) / (high - low));
    }
    return differences;
}

/// bfloat16 by either engine against the native float32: per-spot Pearson at least 0.9995 for every spot,
/// 99th percentile of |difference| at most 1 % of the gene's range.
void checkAgreement(const fs::path& picture, const fs::path& spotFile, const fs::path& cache,
                    std::size_t spots)
{
    const auto slide = core::openOrImportSlide(picture, cache);
    REQUIRE_MESSAGE(slide.has_value(), slide.error().text());
    const auto table = core::openSpots(spotFile);
    REQUIRE_MESSAGE(table.has_value(), table.error().text());
    CHECK(table->spots.size() >= spots);
    const Prediction exact = predict(*slide, table->spots, Engine::Native, "float32");
    for (const Engine engine : {Engine::Native, Engine::LibTorch}) {
        const Prediction fast = predict(*slide, table->spots, engine, "bfloat16");
        double least = 1;
        for (std::size_t spot = 0; spot < exact.spots(); ++spot)
            least = std::min(least, core::pearson(exact.spot(spot), fast.spot(spot)));
        const double p99 = core::percentile(differencesOverRange(exact, fast), 99);
        MESSAGE(std::string(engine == Engine::Native ? "native" : "LibTorch")
                << ", " << exact.spots() << " spots: per-spot Pearson at least " << least
                << "; 99th percentile of the difference " << 100 * p99 << " % of the gene's range");
        CHECK(least >= 0.9995);
        CHECK(p99 <= 0.01);
    }
}

} // namespace

TEST_CASE("bfloat16 against float32 on a synthetic section")
{
    if (!hasBfloat16())
        return;
    const tests::TempFolder folder;
    core::DemoOptions options;
    options.sidePx = 2944; // half as wide as the demo
    const auto written = core::writeDemoSection(folder.path(), options);
    REQUIRE_MESSAGE(written.has_value(), written.error().text());
    checkAgreement(written->slide, folder / "spots.tsv", folder / "cache", 40);
}

TEST_CASE("bfloat16 against float32 on B4, a real section")
{
    const fs::path data = fs::path(TRANSCOPE_REAL_DATA) / "her2st";
    if (!fs::exists(data / "B4.jpg")) {
        MESSAGE("skipped: no her2st sections in the data folder");
        return;
    }
    if (!hasBfloat16())
        return;
    const tests::TempFolder folder;
    checkAgreement(data / "B4.jpg", data / "B4_selection.tsv", folder / "cache", 283);
}
