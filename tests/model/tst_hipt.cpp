#include "model/backends/superpixelgrid.h"
#include "model/comparators/hipt.h"
#include "model/inference/loadpredictor.h"
#include "model/inference/verify.h"
#include "model/methods/hipt.h"
#include "model/methods/methods.h"
#include "model/weights/hashtensor.h"
#include "tests/testsupport/tempfolder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <numeric>

using namespace transcope;
using namespace transcope::model;

namespace {

constexpr int Genes = 3, SlidePx = 80, Side = SlidePx / 16; // 5 × 5 superpixels

core::SpotTable spotsAt(const std::vector<core::PointD>& centres, double diameter)
{
    core::SpotTable table;
    table.diameterLevel0Px = diameter;
    for (const auto& centre : centres)
        table.spots.push_back({std::to_string(table.size()), centre, -1, -1});
    return table;
}

/// A spot on each superpixel's centre.
core::SpotTable everySuperpixel()
{
    std::vector<core::PointD> centres;
    for (int row = 0; row < Side; ++row)
        for (int column = 0; column < Side; ++column)
            centres.push_back({16.0 * column + 8, 16.0 * row + 8});
    return spotsAt(centres, 8);
}

std::filesystem::path writeHipt(const tests::TempFolder& folder, const std::string& random)
{
    ModelCard card;
    card.method = "hipt";
    card.configuration = {{"heads", 2}, {"random", random}};
    for (int gene = 0; gene < Genes; ++gene)
        card.genes.push_back({"G" + std::to_string(gene), {}});
    card.patches = findMethod("hipt", "test").value()->patches;
    card.trainedOn = "nothing";
    TensorMap tensors = randomHiptTensors("vit256");
    tensors.merge(randomHiptTensors("vit4k"));
    for (const char* head : {"heads.0.", "heads.1."})
        for (const auto& [name, shape] : istarHeadTensors(Genes))
            tensors[head + name] = hashedWeight(head, name, shape);
    tensors["range.low"] = {{Genes}, {1, 0, -2}};
    tensors["range.high"] = {{Genes}, {3, 1, 2}};
    const auto path = folder / "hipt.safetensors";
    REQUIRE(writeWeights(path, card, tensors));
    return path;
}

std::uint8_t pixel(std::int64_t x, std::int64_t y, int colour)
{
    return static_cast<std::uint8_t>((x * 7 + y * 3 + colour * 80 + x * y / 5) % 256);
}

/// Squares of an 80 × 80 px picture, black outside of it, as the run cuts them.
core::PatchBatch cut(const core::SpotTable& squares, const std::vector<int>& some)
{
    core::PatchBatch batch;
    batch.count = static_cast<int>(some.size());
    batch.sizePx = 256;
    batch.levels.resize(1);
    for (const int square : some) {
        const auto centre = squares.spots[static_cast<std::size_t>(square)].centreLevel0Px;
        const auto left = std::llround(centre.x) - 128, top = std::llround(centre.y) - 128;
        for (std::int64_t y = top; y < top + 256; ++y)
            for (std::int64_t x = left; x < left + 256; ++x)
                for (int colour = 0; colour < 3; ++colour) {
                    const bool there = x >= 0 && y >= 0 && x < SlidePx && y < SlidePx;
                    batch.levels[0].push_back(there ? pixel(x, y, colour) : 0);
                }
        batch.padded.push_back(1);
    }
    return batch;
}

std::vector<float> predict(core::SectionPredictor& predictor, const core::SpotTable& spots,
                           std::size_t atOnce)
{
    auto pass = predictor.begin({spots, {SlidePx, SlidePx}, 0.5});
    REQUIRE_MESSAGE(pass, pass.error().text());
    const auto& squares = (*pass)->squares();
    CHECK(squares.size() == 25); // (1 + 1 + 1 + 2)²: 80 px and a shift of 192 need two tiles
    for (std::size_t first = 0; first < squares.size(); first += atOnce) {
        std::vector<int> some(std::min(atOnce, squares.size() - first));
        std::iota(some.begin(), some.end(), static_cast<int>(first));
        const auto taken = (*pass)->take(some, cut(squares, some));
        REQUIRE_MESSAGE(taken, taken.error().text());
    }
    for (int step = 0; step < (*pass)->steps(); ++step) {
        const auto done = (*pass)->step(step);
        REQUIRE_MESSAGE(done, done.error().text());
    }
    return (*pass)->rows().value().values;
}

} // namespace

TEST_CASE("HIPT's transformers compute their references; the method is counted")
{
    const Method* method = findMethod("hipt", "test").value();
    const auto count = method->count(*method, {{"genes", 250}}).value();
    CHECK(count.parameters == 21665664 + 2781504 + 410106); // the references' own; 579·256 + … (COMPARATORS)
    CHECK(count.macs == doctest::Approx(6.141e9).epsilon(1e-4));
    for (const std::string name : {"hipt_vit256", "hipt_vit4k"}) {
        CAPTURE(name);
        const auto report = verifyReference(TRANSCOPE_TEST_DATA "/reference/" + name + ".json");
        REQUIRE_MESSAGE(report, report.error().text());
        CHECK(report->pass);
        CHECK(report->largestOutput > 1);
    }
}

TEST_CASE("every superpixel is seen once in each of the 16 shifts")
{
    const auto spots = spotsAt({{500, 400}, {900, 700}}, 100);
    const core::SectionView section{spots, {1000, 2000}, 0.25};
    const SuperpixelGrid grid(section, 2); // 500 × 1000 image px
    // x: 250 − 25 − 256 < 0 → 0 to 500 px, y: 200 − 281 → 0 to 350 + 281 = 631 → 40 superpixels.
    CHECK(grid.columns() == 32); // 500 px are 31.25 superpixels
    CHECK(grid.rows() == 40);
    std::vector<int> seen(static_cast<std::size_t>(grid.rows() * grid.columns()), 0);
    for (int square = 0; square < static_cast<int>(grid.squares().size()); ++square) {
        const auto [top, left] = grid.cornerOf(grid.tile(square));
        for (int row = std::max(0, top); row < std::min(top + 16, grid.rows()); ++row)
            for (int column = std::max(0, left); column < std::min(left + 16, grid.columns()); ++column)
                ++seen[static_cast<std::size_t>(row * grid.columns() + column)];
    }
    CHECK(std::count(seen.begin(), seen.end(), SuperpixelGrid::Shifts) == static_cast<int>(seen.size()));
    // The first tile's centre: image px (128, 128), level-0 px twice that.
    CHECK(grid.squares().spots[0].centreLevel0Px == core::PointD{256, 256});
    CHECK(grid.onSlide(0) == core::RectI{0, 0, 256, 256});
    CHECK(grid.onSlide(1) == core::RectI{0, 0, 244, 256}); // 500 − 256
    // Superpixel (row 2, column 3) has its centre at image px (56, 40); a disc of 16 image px holds it alone,
    // one of 40 its four neighbours too (16 px away; the diagonal ones are 22.6).
    CHECK(grid.inDisc({112, 80}, 32) == std::vector<std::int64_t>{2 * 32 + 3});
    CHECK(grid.inDisc({112, 80}, 80).size() == 5);
    CHECK(grid.inDisc({118, 80}, 1) == std::vector<std::int64_t>{2 * 32 + 3}); // none inside: the nearest
}

TEST_CASE("iStar's spots are means over their superpixels, however its tiles come")
{
    const tests::TempFolder folder;
    const auto loaded = loadPredictor(writeHipt(folder, ""), {.device = "cpu", .precision = "float32"});
    REQUIRE_MESSAGE(loaded, loaded.error().text());
    CHECK((*loaded)->info().kind == core::PredictorKind::Dense);
    CHECK((*loaded)->info().trainedOn == "nothing");
    auto& predictor = dynamic_cast<core::SectionPredictor&>(**loaded);
    const auto dense = predict(predictor, everySuperpixel(), 7);
    REQUIRE(dense.size() == Side * Side * Genes);
    CHECK(dense != std::vector<float>(dense.size(), dense[0]));
    // Three spots: two in the corners, so that the grid is the same, one over superpixels (2 … 4, 1 … 3) but
    // for their corners (16 px away from the centre of the middle one; the corners are 22.6).
    const auto spots = predict(predictor, spotsAt({{8, 8}, {72, 72}, {16 * 2 + 8, 16 * 3 + 8}}, 40), 32);
    for (int gene = 0; gene < Genes; ++gene) {
        double sum = 0;
        for (const auto& [row, column] : {std::pair{3, 2}, {2, 2}, {4, 2}, {3, 1}, {3, 3}})
            sum += dense[static_cast<std::size_t>((row * Side + column) * Genes + gene)];
        CHECK(spots[static_cast<std::size_t>(2 * Genes + gene)] == doctest::Approx(sum / 5).epsilon(1e-5));
    }
}

TEST_CASE("iStar says what it lacks")
{
    const tests::TempFolder folder;
    const auto path = writeHipt(folder, "vit256, vit4k");
    const auto loaded =
        loadPredictor(path, {.device = "cpu", .precision = "float32", .memoryLimitBytes = 1000});
    REQUIRE_MESSAGE(loaded, loaded.error().text());
    CHECK((*loaded)->info().trainedOn ==
          "nothing; features of vit256, vit4k are random: no HIPT weights were imported");
    auto& predictor = dynamic_cast<core::SectionPredictor&>(**loaded);
    const auto spots = everySuperpixel();
    CHECK(predictor.begin({spots, {SlidePx, SlidePx}, {}}).error().code == core::ErrorCode::Unsupported);
    const auto refused = predictor.begin({spots, {SlidePx, SlidePx}, 0.5});
    REQUIRE(!refused);
    CHECK(refused.error().code == core::ErrorCode::DeviceFailure);
    CHECK(refused.error().message.find("5 × 5 superpixels") != std::string::npos);
}

TEST_CASE("HIPT's transformers are imported one onto the other")
{
    const Method* method = findMethod("hipt", "test").value();
    const auto checkpoint = [](const std::string& stage) { // as DINO wraps it
        Importing importing{"checkpoint.pth", {}, {}, {}, {}, {}};
        for (auto& [name, tensor] : randomHiptTensors(stage))
            importing.tensors["teacher.module.backbone." + name.substr(stage.size() + 1)] = tensor;
        importing.tensors["teacher.head.mlp.0.weight"] = {{1}, {0}};
        return importing;
    };
    Importing first = checkpoint("vit256");
    first.tensors["teacher.module.backbone.norm.bias"].data[0] = 0.25F; // to be told from the random one
    const auto adopted = method->adopt(*method, first);
    REQUIRE_MESSAGE(adopted, adopted.error().text());
    CHECK(first.card.configuration["random"] == "vit4k");
    CHECK(first.tensors.at("vit256.norm.bias").data[0] == 0.25F);
    CHECK(first.tensors.contains("vit4k.phi.0.weight"));
    REQUIRE(first.ignored.size() == 2);
    CHECK(first.ignored[0] == "head.mlp.0.weight");
    CHECK(first.ignored[1].find("nothing of vit4k is there") != std::string::npos);

    Importing second = checkpoint("vit4k");
    second.base = first.tensors;
    second.baseConfiguration = first.card.configuration;
    REQUIRE(method->adopt(*method, second));
    CHECK(second.card.configuration["random"] == "");
    CHECK(second.tensors.at("vit256.norm.bias").data[0] == 0.25F);
    CHECK(second.ignored.size() == 1);

    Importing damaged = checkpoint("vit256");
    damaged.tensors.erase("teacher.module.backbone.blocks.3.attn.qkv.weight");
    const auto refused = method->adopt(*method, damaged);
    REQUIRE(!refused);
    CHECK(refused.error().code == core::ErrorCode::BadInput);
    CHECK(refused.error().message.find("blocks.3.attn.qkv.weight") != std::string::npos);
}
