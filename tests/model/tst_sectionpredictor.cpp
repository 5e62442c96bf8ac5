#include "model/backends/sectionpredictor.h"
#include "model/inference/loadpredictor.h"
#include "model/inference/verify.h"
#include "model/methods/methods.h"
#include "model/weights/hashtensor.h"
#include "tests/testsupport/tempfolder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <numeric>

using namespace transcope;
using namespace transcope::model;

namespace {

const std::filesystem::path References = std::filesystem::path(TRANSCOPE_REAL_DATA) / ".." / "reference";

/// HisToGene or Hist2ST, small enough for a moment.
SectionConfig tiny(bool hist2st)
{
    SectionConfig config{
        .imageSize = 14, .genes = 5, .width = 16, .layers = 2, .heads = 2, .mlpHidden = 24, .positions = 8};
    config.graphLayers = hist2st ? 2 : 0;
    return config;
}

TensorMap tensorsOf(const SectionConfig& config)
{
    TensorMap tensors;
    for (const auto& [name, shape] : sectionGraphs(config, 1).tensors())
        tensors[name] = hashedWeight("t", name, shape);
    for (float& value : tensors["patch_embedding.weight"].data)
        value /= 255; // patches are raw
    return tensors;
}

core::SpotTable spots(int rows, int columns)
{
    core::SpotTable table;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            table.spots.push_back({std::to_string(row) + "x" + std::to_string(column), {}, row, column});
    return table;
}

std::unique_ptr<core::SectionPredictor> predictorOf(const SectionConfig& config, std::uint64_t limit = 0)
{
    core::PredictorInfo info;
    info.title = "HisToGene";
    info.kind = core::PredictorKind::Section;
    auto made = makeSectionPredictor(info, config, tensorsOf(config), {"cpu", {}, "float32", {}}, 0, limit);
    REQUIRE_MESSAGE(made, made.error().text());
    return std::unique_ptr<core::SectionPredictor>(dynamic_cast<core::SectionPredictor*>(made->release()));
}

/// Patches of these spots, a colour each.
core::PatchBatch patchesOf(const std::vector<int>& indices, int sizePx)
{
    core::PatchBatch batch;
    batch.count = static_cast<int>(indices.size());
    batch.sizePx = sizePx;
    batch.levels.resize(1);
    for (const int spot : indices) {
        const auto values = hashedInput("p", std::to_string(spot), {sizePx * sizePx * 3}, 255).data;
        for (const float value : values)
            batch.levels[0].push_back(static_cast<std::uint8_t>(value));
        batch.padded.push_back(spot == 3 ? 1 : 0);
    }
    return batch;
}

core::SectionRows rowsOf(core::SectionPredictor& predictor, const core::SpotTable& table, int sizePx,
                         std::size_t batchSize)
{
    auto pass = predictor.begin({table, {}, {}});
    REQUIRE_MESSAGE(pass, pass.error().text());
    std::vector<int> all(table.size());
    std::iota(all.begin(), all.end(), 0);
    for (std::size_t first = 0; first < all.size(); first += batchSize) {
        const std::vector<int> some(all.begin() + static_cast<std::ptrdiff_t>(first),
                                    all.begin() +
                                        static_cast<std::ptrdiff_t>(std::min(all.size(), first + batchSize)));
        const auto taken = (*pass)->take(some, patchesOf(some, sizePx));
        REQUIRE_MESSAGE(taken, taken.error().text());
    }
    for (int step = 0; step < (*pass)->steps(); ++step) {
        const auto done = (*pass)->step(step);
        REQUIRE_MESSAGE(done, done.error().text());
    }
    return (*pass)->rows().value();
}

} // namespace

TEST_CASE("section methods compute their references")
{
    for (const char* name : {"histogene.json", "hist2st.json"}) {
        CAPTURE(name);
        if (!std::filesystem::exists(References / name)) {
            MESSAGE("no reference vectors here");
            return;
        }
        const auto report = verifyReference(References / name);
        REQUIRE_MESSAGE(report, report.error().text());
        for (const auto& block : report->blocks)
            CHECK_MESSAGE(block.pass,
                          block.name << " is off by " << block.maxAbsError << " of " << block.largest);
        CHECK(report->pass);
        CHECK(report->largestOutput > 1);
    }
}

// COMPARATORS: 188.118 M and 139.17 G for 718 spots; 759.92 M and 1.56 G per spot.
TEST_CASE("section methods are counted as the paper's patches have it")
{
    const auto countOf = [](const char* name) {
        const Method* method = findMethod(name, "test").value();
        return method->count(*method, {{"genes", 250}}).value();
    };
    CHECK(countOf("histogene").parameters == doctest::Approx(188.118e6).epsilon(5e-6));
    CHECK(countOf("histogene").macs == doctest::Approx(139.17e9).epsilon(5e-5));
    CHECK(countOf("hist2st").parameters == doctest::Approx(759.92e6).epsilon(1e-5));
    CHECK(countOf("hist2st").macs == doctest::Approx(1.56e9).epsilon(4e-3));
}

TEST_CASE("a section's rows do not depend on how its patches come")
{
    for (const bool hist2st : {false, true}) {
        CAPTURE(hist2st);
        const SectionConfig config = tiny(hist2st);
        const auto predictor = predictorOf(config);
        const auto table = spots(5, 7);
        const auto rows = rowsOf(*predictor, table, config.imageSize, 35);
        REQUIRE(rows.values.size() == 35u * 5);
        CHECK(rows.padded == [] {
            std::vector<std::uint8_t> p(35);
            p[3] = 1;
            return p;
        }());
        for (const std::size_t batch : {1, 4, 32})
            CHECK(rowsOf(*predictor, table, config.imageSize, batch).values == rows.values);
        double spread = 0;
        for (std::size_t gene = 0; gene < 5; ++gene)
            spread =
                std::max(spread, std::abs(static_cast<double>(rows.values[gene] - rows.values[5 + gene])));
        CHECK(spread > 1e-3); // spots differ
        // A spot sees the others: with fewer of them its row is another.
        const auto fewer = rowsOf(*predictor, spots(4, 7), config.imageSize, 32);
        CHECK(fewer.values[0] != rows.values[0]);
    }
}

TEST_CASE("a section that does not fit is refused beforehand, in words")
{
    const SectionConfig config = histogeneConfig(112, 250);
    CHECK(sectionBytes(config, 20000) > sectionBytes(config, 700));
    const auto predictor = predictorOf(tiny(false), 65u << 20);
    CHECK(predictor->begin({spots(2, 3), {}, {}}));
    const auto refused = predictorOf(tiny(false), 10u << 20)->begin({spots(2, 3), {}, {}});
    REQUIRE(!refused);
    CHECK(refused.error().code == core::ErrorCode::DeviceFailure);
    CHECK(refused.error().message.find("6 spots need 67 MB of memory, and there are 10 MB") !=
          std::string::npos);
}

TEST_CASE("spots without a place on the array are refused, in words")
{
    const auto predictor = predictorOf(tiny(false));
    auto table = spots(2, 3);
    table.spots[4].arrayRow = -1;
    auto refused = predictor->begin({table, {}, {}});
    REQUIRE(!refused);
    CHECK(refused.error().code == core::ErrorCode::Unsupported);
    CHECK(refused.error().message.find("spot 1x1 has none") != std::string::npos);
    table = spots(2, 9); // the tiny network knows 0 … 7
    refused = predictor->begin({table, {}, {}});
    REQUIRE(!refused);
    CHECK(refused.error().code == core::ErrorCode::Unsupported);
    CHECK(refused.error().message.find("up to 7") != std::string::npos);
}

TEST_CASE("a section method's weights file becomes a predictor")
{
    const tests::TempFolder folder;
    const SectionConfig config = tiny(true);
    ModelCard card;
    card.method = "hist2st";
    card.configuration = toJson(config);
    for (int gene = 0; gene < config.genes; ++gene)
        card.genes.push_back({"G" + std::to_string(gene), {}});
    card.patches.sizePx = config.imageSize;
    card.patches.downsamples = {1};
    REQUIRE(writeWeights(folder / "a.safetensors", card, tensorsOf(config)));
    const auto loaded = loadPredictor(folder / "a.safetensors", {.device = "cpu", .precision = "float32"});
    REQUIRE_MESSAGE(loaded, loaded.error().text());
    CHECK((*loaded)->info().kind == core::PredictorKind::Section);
    CHECK((*loaded)->info().title == "Hist2ST");
    auto* section = dynamic_cast<core::SectionPredictor*>(loaded->get());
    REQUIRE(section);
    CHECK(rowsOf(*section, spots(3, 3), config.imageSize, 4).values ==
          rowsOf(*predictorOf(config), spots(3, 3), config.imageSize, 4).values);
    card.patches.sizePx = 28;
    REQUIRE(writeWeights(folder / "b.safetensors", card, tensorsOf(config)));
    CHECK(loadPredictor(folder / "b.safetensors", {.device = "cpu"}).error().code ==
          core::ErrorCode::BadInput);
}
