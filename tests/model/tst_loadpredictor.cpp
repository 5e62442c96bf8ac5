#include "core/base/sha256.h"
#include "core/predict/attentionmap.h"
#include "model/inference/loadpredictor.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/tinyweights.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <fstream>
#include <limits>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;
using tests::TempFolder;

namespace {

/// Patches that differ from spot to spot and level to level, the same for the same spot number.
core::PatchBatch batchOf(const std::vector<int>& spots, int levels)
{
    constexpr int Size = 224;
    core::PatchBatch batch;
    batch.count = static_cast<int>(spots.size());
    batch.sizePx = Size;
    for (int level = 0; level < levels; ++level) {
        std::vector<std::uint8_t> pixels;
        for (const int spot : spots)
            for (int i = 0; i < Size * Size * 3; ++i)
                pixels.push_back(
                    static_cast<std::uint8_t>((i * (7 + spot) / 5 + i / (31 + level) + 40 * spot) & 0xff));
        batch.levels.push_back(std::move(pixels));
    }
    return batch;
}

std::vector<float> row(const std::vector<float>& rows, int spot, int genes)
{
    return {rows.begin() + spot * genes, rows.begin() + (spot + 1) * genes};
}

} // namespace

TEST_CASE("a spot's row has the same bits whatever batch it is in")
{
    const TempFolder folder;
    REQUIRE(tests::writeTinyWeights(folder / "tiny.safetensors").has_value());
    for (const char* precision : {"float32", "bfloat16"}) {
        CAPTURE(precision);
        auto predictor = loadPredictor(folder / "tiny.safetensors", {"cpu", precision, 0});
        if (!predictor && predictor.error().code == ErrorCode::Unsupported) {
            MESSAGE("skipped: " << predictor.error().text());
            continue;
        }
        REQUIRE_MESSAGE(predictor.has_value(), predictor.error().text());
        CHECK((*predictor)->info().precision == precision);
        const auto together = (*predictor)->predict(batchOf({0, 1, 2, 3, 4, 5, 6}, 3)).value();
        for (const auto& order : std::vector<std::vector<int>>{{6}, {3, 0}, {5, 4, 3, 2, 1}}) {
            const auto other = (*predictor)->predict(batchOf(order, 3)).value();
            for (std::size_t i = 0; i < order.size(); ++i)
                CHECK(row(other, static_cast<int>(i), 5) == row(together, order[i], 5));
        }
        CHECK(row(together, 0, 5) != row(together, 1, 5));
        CHECK((*predictor)->predict(batchOf({}, 3)).value().empty());
    }
}

TEST_CASE("what a predictor says about itself")
{
    const TempFolder folder;
    tests::TinyWeightsOptions options;
    options.umPerPx = 0.5;
    options.levels = {0, 1};
    const auto path = folder / "tiny.safetensors";
    REQUIRE(tests::writeTinyWeights(path, options).has_value());
    const auto predictor = loadPredictor(path);
    REQUIRE_MESSAGE(predictor.has_value(), predictor.error().text());
    const auto& info = (*predictor)->info();
    CHECK(info.method == "m2ost");
    CHECK(info.genes.size() == 5);
    CHECK(info.genes[0].symbol == "DDX5");
    CHECK(info.patches.sizePx == 224);
    CHECK(info.patches.downsamples == std::vector<double>{1, 2});
    CHECK(info.patches.umPerPx == 0.5);
    CHECK(info.weightsName == "tiny.safetensors");
    CHECK(info.weightsHash == core::sha256OfFile(path).value());
    CHECK(info.heldOutScore.size() == 5);
    CHECK(!info.precisionReason.empty());
    CHECK((info.precision == "float32" || info.precision == "bfloat16"));
    CHECK(info.preferredBatch > 0);
}

TEST_CASE("an ablated network runs on LibTorch, says why, and under its own name")
{
    const TempFolder folder;
    for (const auto ablation : {Ablation::WithoutDpe, Ablation::WithoutCcmm}) {
        CAPTURE(ablationKey(ablation));
        tests::TinyWeightsOptions options;
        options.ablation = ablation;
        options.levels = {0, 1};
        const auto path = folder / "ablated.safetensors";
        REQUIRE(tests::writeTinyWeights(path, options).has_value());
        const auto predictor = loadPredictor(path, {"cpu", "float32", 0});
        REQUIRE_MESSAGE(predictor.has_value(), predictor.error().text());
        const auto& info = (*predictor)->info();
        CHECK(info.method == "m2ost-" + std::string(ablationKey(ablation)));
        CHECK(info.precisionReason.find("LibTorch computes, since the native kernels") != std::string::npos);
        const auto rows = (*predictor)->predict(batchOf({0, 1}, 2));
        REQUIRE_MESSAGE(rows.has_value(), rows.error().text());
        CHECK(rows->size() == 10);
        CHECK(row(*rows, 0, 5) == row((*predictor)->predict(batchOf({0}, 2)).value(), 0, 5));
    }
    // Tensors of the whole network under a card that says otherwise.
    auto card = tests::tinyCard();
    card.configuration["ablation"] = "without-ctmm";
    REQUIRE(writeWeights(folder / "w.safetensors", card, tests::tinyTensors()).has_value());
    const auto wrong = loadPredictor(folder / "w.safetensors", {"cpu", "float32", 0});
    REQUIRE(!wrong.has_value());
    CHECK(wrong.error().code == ErrorCode::ModelFailure);
    CHECK(wrong.error().message.find("pos_embedding2 has the shape") != std::string::npos);
}

TEST_CASE("patches that do not fit")
{
    const TempFolder folder;
    REQUIRE(tests::writeTinyWeights(folder / "tiny.safetensors").has_value());
    const auto predictor = loadPredictor(folder / "tiny.safetensors", {"cpu", "float32", 0});
    REQUIRE(predictor.has_value());
    CHECK((*predictor)->predict(batchOf({0}, 2)).error().code == ErrorCode::ModelFailure);
    auto cut = batchOf({0}, 3);
    cut.levels[1].pop_back();
    CHECK((*predictor)->predict(cut).error().code == ErrorCode::ModelFailure);
    auto small = batchOf({0}, 3);
    small.sizePx = 112;
    CHECK((*predictor)->predict(small).error().message.find("112 px") != std::string::npos);
}

TEST_CASE("files and options that cannot be loaded")
{
    const TempFolder folder;
    const auto path = folder / "w.safetensors";
    const auto error = [&](const ModelCard& card, const TensorMap& tensors) {
        REQUIRE(writeWeights(path, card, tensors).has_value());
        const auto predictor = loadPredictor(path, {"cpu", "float32", 0});
        REQUIRE(!predictor.has_value());
        CHECK(predictor.error().message.find("w.safetensors") != std::string::npos);
        return predictor.error();
    };
    const auto card = tests::tinyCard();
    const auto tensors = tests::tinyTensors();

    auto otherMethod = card;
    otherMethod.method = "magic";
    CHECK(error(otherMethod, tensors).code == ErrorCode::Unsupported);
    auto fewGenes = card;
    fewGenes.genes.pop_back();
    fewGenes.heldOutScores.clear();
    CHECK(error(fewGenes, tensors).code == ErrorCode::BadInput);
    auto otherPatches = card;
    otherPatches.patches.sizePx = 112;
    CHECK(error(otherPatches, tensors).code == ErrorCode::BadInput);
    otherPatches = card;
    otherPatches.patches.downsamples = {1};
    CHECK(error(otherPatches, tensors).code == ErrorCode::BadInput);
    auto impossible = card;
    impossible.configuration["levels"] = {2, 1};
    CHECK(error(impossible, tensors).code == ErrorCode::BadInput);
    auto deeper = card;
    deeper.configuration["layers"] = 2;
    const auto missing = error(deeper, tensors);
    CHECK(missing.code == ErrorCode::ModelFailure);
    CHECK(missing.message.find("transformer.layers.1.") != std::string::npos);
    auto infinite = tensors;
    infinite["mlp_head.bias"].data[0] = std::numeric_limits<float>::quiet_NaN();
    CHECK(error(card, infinite).code == ErrorCode::ModelFailure);

    std::ofstream(path) << "not a weights file";
    CHECK(loadPredictor(path).error().code == ErrorCode::BadInput);
    CHECK(loadPredictor(folder / "absent").error().code == ErrorCode::NotFound);

    REQUIRE(writeWeights(path, card, tensors).has_value());
    CHECK(loadPredictor(path, {"tpu", "auto", 0}).error().code == ErrorCode::InvalidArgument);
    CHECK(loadPredictor(path, {"cuda:", "auto", 0}).error().code == ErrorCode::InvalidArgument);
    CHECK(loadPredictor(path, {"cpu", "int8", 0}).error().code == ErrorCode::InvalidArgument);
    const auto noDevice = loadPredictor(path, {"cuda:99", "auto", 0});
    REQUIRE(!noDevice.has_value());
    CHECK(noDevice.error().code == ErrorCode::DeviceFailure);
    CHECK(noDevice.error().whatToDo.find("cpu") != std::string::npos);
}

TEST_CASE("output that overflows is refused, not handed on")
{
    const TempFolder folder;
    auto tensors = tests::tinyTensors();
    for (float& value : tensors["mlp_head.bias"].data)
        value = 3e38f;
    for (float& value : tensors["mlp_head.weight"].data)
        value = std::copysign(3e38f, value);
    REQUIRE(writeWeights(folder / "w.safetensors", tests::tinyCard(), tensors).has_value());
    const auto predictor = loadPredictor(folder / "w.safetensors", {"cpu", "float32", 0});
    REQUIRE(predictor.has_value());
    const auto rows = (*predictor)->predict(batchOf({0}, 3));
    REQUIRE(!rows.has_value());
    CHECK(rows.error().code == ErrorCode::ModelFailure);
    CHECK(rows.error().message.find("not finite") != std::string::npos);
}

TEST_CASE("shares of levels and the bias are the prediction, in every engine and level set")
{
    const TempFolder folder;
    for (const auto& levels : std::vector<std::vector<int>>{{0, 1, 2}, {0, 2}, {1}}) {
        CAPTURE(levels.size());
        // The native engine, and LibTorch, which computes what that one does not.
        for (const Ablation ablation : {Ablation::None, Ablation::WithoutCcmm}) {
            tests::TinyWeightsOptions options;
            options.levels = levels;
            options.ablation = levels.size() > 1 ? ablation : Ablation::None;
            const auto path = folder / "tiny.safetensors";
            REQUIRE(tests::writeTinyWeights(path, options).has_value());
            LoadOptions load{"cpu", "float32", 0};
            const auto plain =
                loadPredictor(path, load).value()->predict(batchOf({0, 3}, int(levels.size())));
            load.splitLevels = true;
            const auto predictor = loadPredictor(path, load).value();
            const std::size_t width = predictor->info().rowWidth();
            REQUIRE(width == 5 * (1 + levels.size()));
            CHECK(predictor->info().parts.back().name == core::levelPart(levels.size() - 1));
            const auto rows = predictor->predict(batchOf({0, 3}, int(levels.size()))).value();
            const auto bias = tests::tinyTensors(options).at("mlp_head.bias").data;
            for (std::size_t spot = 0; spot < 2; ++spot)
                for (std::size_t gene = 0; gene < 5; ++gene) {
                    const float* row = rows.data() + spot * width;
                    float sum = bias[gene];
                    for (std::size_t level = 0; level < levels.size(); ++level)
                        sum += row[5 * (1 + level) + gene];
                    CHECK(std::abs(sum - row[gene]) < 1e-5F);
                    CHECK(row[gene] == plain->at(spot * 5 + gene));
                }
        }
    }
}

TEST_CASE("attention: a part per level with a square for each token, beside the same prediction")
{
    const TempFolder folder;
    REQUIRE(tests::writeTinyWeights(folder / "tiny.safetensors").has_value());
    LoadOptions load{"cpu", "float32", 0};
    const auto plain = loadPredictor(folder / "tiny.safetensors", load).value();
    load.attention = true;
    const auto predictor = loadPredictor(folder / "tiny.safetensors", load).value();
    const auto& info = predictor->info();
    REQUIRE(info.parts.size() == 3);
    CHECK(info.parts[2].name == core::attentionPart(2));
    // Level 2 is seen in 4 px around the centre, then in 8 px, then whole in 16 px: 14 × 14 squares each.
    REQUIRE(info.parts[2].columns.size() == 3 * 196);
    CHECK(info.parts[2].columns[0].symbol == "84,84,4");
    CHECK(info.parts[2].columns[196 + 15].symbol == "64,64,8");
    CHECK(info.parts[2].columns[587].symbol == "208,208,16");
    const auto batch = batchOf({2}, 3);
    const auto row = predictor->predict(batch).value(), without = plain->predict(batch).value();
    for (std::size_t gene = 0; gene < 5; ++gene)
        CHECK(std::abs(row[gene] - without[gene]) < 1e-4F);
    std::size_t first = 5;
    for (const auto& part : info.parts) {
        double sum = 0;
        for (std::size_t i = 0; i < part.columns.size(); ++i)
            sum += row[first + i];
        CHECK(sum > 0.5); // the rest is what cls looks at itself
        CHECK(sum < 1);
        first += part.columns.size();
    }
    load.views = 8;
    const auto turned = loadPredictor(folder / "tiny.safetensors", load);
    REQUIRE(!turned.has_value());
    CHECK(turned.error().code == core::ErrorCode::Unsupported);
}

TEST_CASE("views: the deviation is a part, and the shares still add up")
{
    const TempFolder folder;
    REQUIRE(tests::writeTinyWeights(folder / "tiny.safetensors").has_value());
    LoadOptions load{"cpu", "float32", 0};
    load.views = 8;
    load.splitLevels = true;
    const auto predictor = loadPredictor(folder / "tiny.safetensors", load).value();
    REQUIRE(predictor->info().rowWidth() == 25); // 5 genes, 3 levels, the deviation
    const auto row = predictor->predict(batchOf({2}, 3)).value();
    const auto bias = tests::tinyTensors().at("mlp_head.bias").data;
    for (std::size_t gene = 0; gene < 5; ++gene) {
        CHECK(std::abs(bias[gene] + row[5 + gene] + row[10 + gene] + row[15 + gene] - row[gene]) < 1e-5F);
        CHECK(row[20 + gene] > 0);
    }
}

TEST_CASE("a spot is compared with the training that the weights tell of")
{
    const TempFolder folder;
    const auto path = folder / "told.safetensors";
    auto card = tests::tinyCard();
    card.looks = {{"A1", {{0.1, 0.2, 0.3}, 40}}};
    REQUIRE(tests::writeTinyWeights(path).has_value());
    LoadOptions encoding{"cpu", "float32", 0};
    encoding.encoded = true;
    const auto encoder = loadPredictor(path, encoding).value();
    const auto rows = encoder->predict(batchOf({0, 1, 2, 3}, 3)).value();
    const std::size_t width = encoder->info().rowWidth(), d = width - 5;
    REQUIRE(d == 576);
    std::vector<float> encoded;
    for (std::size_t row = 0; row < rows.size(); row += width)
        encoded.insert(encoded.end(), rows.begin() + row + 5, rows.begin() + row + width);
    // The mean is spot 0, the covariance the identity: distances are lengths.
    TrainingVectors training{{{576}, {encoded.begin(), encoded.begin() + 576}},
                             {{576, 576}, std::vector<float>(576 * 576)},
                             {{2}, {0, 1}}};
    for (std::size_t i = 0; i < d; ++i)
        training.covariance.data[i * d + i] = 1;
    double farthest = 0;
    for (std::size_t i = 0; i < d; ++i)
        farthest += std::pow(encoded[d + i] - encoded[i], 2);
    training.distances.data[1] = static_cast<float>(2 * std::sqrt(farthest));
    REQUIRE(writeWeights(path, card, tests::tinyTensors(), StoredType::Float32, training).has_value());

    LoadOptions comparing{"cpu", "float32", 0};
    comparing.compare = true;
    const auto predictor = loadPredictor(path, comparing).value();
    const auto& looks = predictor->info().parts.at(0);
    CHECK(looks.name == core::partname::Appearance);
    CHECK(looks.columns.front().symbol == core::partname::Outside);
    const auto compared = predictor->predict(batchOf({0, 1}, 3)).value();
    REQUIRE(compared.size() == 2 * (5 + 7));
    CHECK(compared[0] == rows[0]);
    CHECK(compared[5] == doctest::Approx(0).epsilon(0.01));
    CHECK(compared[12 + 5] == doctest::Approx(50)); // half of what the farthest has

    // Without vectors nothing is said of the distance; without looks nothing at all.
    REQUIRE(writeWeights(path, card, tests::tinyTensors()).has_value());
    CHECK(loadPredictor(path, comparing).value()->info().parts.at(0).columns.size() == 6);
    CHECK(loadPredictor(path).value()->info().parts.empty()); // nobody asked
    REQUIRE(tests::writeTinyWeights(path).has_value());
    CHECK(loadPredictor(path, comparing).value()->info().parts.empty());
}

TEST_CASE("a method without zoom levels has no shares of them, and says so")
{
    const TempFolder folder;
    auto card = tests::tinyCard();
    card.method = "resnet50";
    REQUIRE(writeWeights(folder / "w.safetensors", card, {}).has_value());
    LoadOptions options{"cpu", "float32", 0};
    options.splitLevels = true;
    const auto refused = loadPredictor(folder / "w.safetensors", options);
    CHECK(refused.error().code == ErrorCode::Unsupported);
    CHECK(refused.error().message.find("ResNet50 does not predict as a sum over zoom levels") !=
          std::string::npos);
}
