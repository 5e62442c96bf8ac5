#include "tests/testsupport/torchdoctest.h"

#include "model/inference/loadpredictor.h"
#include "model/methods/encoder.h"
#include "model/methods/methods.h"
#include "model/torchscript/importmodel.h"
#include "model/training/ridgetraining.h"
#include "model/training/trainedcard.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/toypack.h"

#include <fstream>
#include <torch/script.h>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;
using nlohmann::json;
using tests::TempFolder;

namespace {

/// The first six pixels of a patch, red.
constexpr const char* SixPixels = "x[:, 0, 0, :6]";

void writeTorchScript(const std::filesystem::path& path, const std::string& forward)
{
    torch::jit::Module module("M");
    module.define("def forward(self, x):\n    return " + forward + "\n");
    module.save(path.string());
}

/// As import-model makes it of a program for the toy's patches.
void writeEncoder(const std::filesystem::path& path, const std::string& forward = SixPixels)
{
    const auto program = path.string() + ".pt", config = path.string() + ".json";
    writeTorchScript(program, forward);
    std::ofstream(config) << json{
        {"spec_version", "1.0"}, {"architecture", "six pixels"},
        {"features", 6},         {"patch_size_pixels", tests::ToyPackPx},
        {"spacing_um_px", 0.5},  {"transform", json::array({{{"name", "ToTensor"}}})}};
    REQUIRE(importModel(program, config, path).has_value());
}

struct Toy
{
    Toy()
    {
        writeEncoder(folder / "encoder.safetensors");
        options.method = "ridge";
        options.encoder = folder / "encoder.safetensors";
        options.encoderOfProgram = [](const auto& encoder, const std::string&) { // the worker's part
            return loadEncoder(encoder, {"cpu", {}, "float32", {}}, 0,
                               [](const std::string&) { return true; });
        };
    }
    /// Trains and writes the weights.
    TrainResult train(const std::string& name = "w.safetensors") const
    {
        auto result = trainMethod(*data, split, options);
        REQUIRE_MESSAGE(result.has_value(), result.error().text());
        const auto card = trainedCard(*data, split, options, *result);
        REQUIRE(card.has_value());
        REQUIRE(writeWeights(folder / name, *card, result->weights).has_value());
        return std::move(*result);
    }
    core::Result<std::unique_ptr<core::Predictor>> load(bool trusted = true) const
    {
        LoadOptions load{"cpu", "auto"};
        load.isTrusted = [trusted](const std::string&) { return trusted; };
        return loadPredictor(folder / "w.safetensors", load);
    }
    core::PatchBatch batch(std::int64_t spot) const
    {
        const auto patch = data->patches(spot).first(tests::ToyPackPx * tests::ToyPackPx * 3);
        return {1, tests::ToyPackPx, {{patch.begin(), patch.end()}}, {0}, {{0, 0}}, {}, {}};
    }

    TempFolder folder;
    std::shared_ptr<const PackFile> data = *tests::writeToyPack(folder / "toy.pack");
    Split split = *makeSplit(data->header(), SplitOptions{});
    TrainOptions options;
};

} // namespace

// numpy: X the six pixels / 255 of the 32 training spots (stripes of 1 to 4 px: 40 and 220), Y their labels;
// Z = (X − X.mean(0)) / X.std(0), 1 where that is 0; P = Z @ Vt[:2].T of numpy.linalg.svd(Z);
// B = solve(P.T @ P + 8·I, P.T @ (Y − Y.mean(0))); rows P @ B + Y.mean(0). COARSE does not depend on them.
TEST_CASE("components and coefficients are numpy's")
{
    Toy toy;
    toy.options.components = 2;
    toy.options.alpha = 8;
    const TrainResult result = toy.train();
    CHECK(result.weights.at("components").shape == std::vector<std::int64_t>{2, 6});
    CHECK(result.curve.at(0).trainLoss == doctest::Approx(0.6332972206));
    CHECK(result.configuration["alpha"].get<double>() == doctest::Approx(8));
    CHECK(result.configuration["features"] == 6);
    CHECK(result.heldOutScores.at(0) > 0.99f); // the other section's stripes are the same
    const double expected[] = {0.17533819380762417, 1.0110069247241462, 2.002092540894801, 2.811562340573428};
    const auto predictor = toy.load();
    REQUIRE_MESSAGE(predictor.has_value(), predictor.error().text());
    for (int spot = 0; spot < 4; ++spot) {
        const auto row = (*predictor)->predict(toy.batch(spot));
        REQUIRE(row.has_value());
        CHECK((*row)[0] == doctest::Approx(expected[spot]).epsilon(1e-5));
        CHECK((*row)[1] == doctest::Approx(6.5).epsilon(1e-5));
    }
    const auto packed = predictPacked(*toy.data, std::vector<std::int64_t>{33, 34}, result, toy.options);
    REQUIRE(packed.has_value());
    CHECK(packed->rows[0] == doctest::Approx(expected[1]).epsilon(1e-5));
    CHECK(packed->rows[2] == doctest::Approx(expected[2]).epsilon(1e-5));
}

TEST_CASE("a penalty is chosen where none is given, and no more components are taken than there are")
{
    const Toy toy;
    const TrainResult result = toy.train();
    CHECK(result.weights.at("components").shape[0] == 3); // four patterns
    // One training section. Generalised cross-validation from numpy, as above with penalty · 32 in 8's place:
    // 1.92: 0.05050, HEST's 16.67: 0.04998, 19.2: 0.05019, and the least
    // 6.07 (6 features · 32 spots · 10^-1.5): 0.04988.
    CHECK(result.configuration["alpha"].get<double>() == doctest::Approx(6.0716).epsilon(1e-4));
    CHECK(result.notes.at(0).find("Encoder: six pixels, 6 features") == 0);
}

TEST_CASE("the predictor says what it is, and needs the encoder's trust")
{
    const Toy toy;
    toy.train();
    const auto trusted = toy.load();
    REQUIRE(trusted.has_value());
    CHECK((*trusted)->info().method == "ridge");
    CHECK((*trusted)->info().title == "Ridge on six pixels");
    CHECK((*trusted)->info().trainedOn == "a toy of stripes; encoder: six pixels");
    CHECK((*trusted)->info().genes.size() == 2);
    CHECK((*trusted)->info().precision == "float32");
    CHECK((*trusted)->info().needsTrust.empty());
    const auto untrusted = toy.load(false);
    REQUIRE(untrusted.has_value());
    CHECK((*untrusted)->info().needsTrust.size() == 64);
    const auto refused = (*untrusted)->predict(toy.batch(0));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("not trusted") != std::string::npos);
}

TEST_CASE("an encoder that changed is refused, one that moved beside the weights is found")
{
    const Toy toy;
    toy.train();
    std::filesystem::create_directory(toy.folder / "elsewhere");
    std::filesystem::rename(toy.folder / "encoder.safetensors", toy.folder / "elsewhere/encoder.safetensors");
    const auto missing = toy.load();
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == ErrorCode::NotFound);
    CHECK(missing.error().message.find("needs the encoder encoder.safetensors") != std::string::npos);
    std::filesystem::rename(toy.folder / "w.safetensors", toy.folder / "elsewhere/w.safetensors");
    LoadOptions load{"cpu", "auto"};
    CHECK(loadPredictor(toy.folder / "elsewhere/w.safetensors", load).has_value());
    writeEncoder(toy.folder / "elsewhere/encoder.safetensors", "x[:, 1, 0, :6]");
    const auto changed = loadPredictor(toy.folder / "elsewhere/w.safetensors", load);
    REQUIRE_FALSE(changed.has_value());
    CHECK(changed.error().code == ErrorCode::BadInput);
    CHECK_MESSAGE(changed.error().message.find("is not the encoder") != std::string::npos,
                  changed.error().message);
}

TEST_CASE("what cannot be fitted is said")
{
    Toy toy;
    const auto refusal = [&](const TrainOptions& options) {
        const auto result = trainMethod(*toy.data, toy.split, options);
        REQUIRE_FALSE(result.has_value());
        return result.error();
    };
    TrainOptions noWorker = toy.options;
    noWorker.encoderOfProgram = {};
    CHECK(refusal(noWorker).code == ErrorCode::Unsupported);
    CHECK(refusal(noWorker).message.find("runs in Transcope's worker alone") != std::string::npos);
    TrainOptions none = toy.options;
    none.encoder.clear();
    CHECK(refusal(none).message.find("needs an encoder") != std::string::npos);
    TrainOptions notRidge = toy.options;
    notRidge.method = "resnet50";
    CHECK(refusal(notRidge).message.find("not trained on an encoder") != std::string::npos);
    writeEncoder(toy.folder / "constant.safetensors", "torch.ones([x.size(0), 6])");
    TrainOptions constant = toy.options;
    constant.encoder = toy.folder / "constant.safetensors";
    CHECK(refusal(constant).message.find("do not differ") != std::string::npos);
    TrainOptions absent = toy.options;
    absent.encoder = toy.folder / "absent.safetensors";
    CHECK(refusal(absent).code == ErrorCode::NotFound);
}

TEST_CASE("TorchScript as it is: 224 px, ImageNet's mean and deviation, any shape of output")
{
    const TempFolder folder;
    writeTorchScript(folder / "bare.pt", "x[:, :, 0, :2].unsqueeze(3)"); // [B, 3, 2, 1]
    const DeviceChoice cpu{"cpu", {}, "float32", {}};
    const auto encoder = loadEncoder(folder / "bare.pt", cpu, 0, [](const std::string&) { return true; });
    REQUIRE_MESSAGE(encoder.has_value(), encoder.error().text());
    CHECK((*encoder)->info().title == "bare");
    REQUIRE((*encoder)->info().genes.size() == 6);
    CHECK((*encoder)->info().genes.back().symbol == "feature 6");
    const auto rows =
        (*encoder)->predict({1, 224, {std::vector<std::uint8_t>(224 * 224 * 3, 255)}, {0}, {{0, 0}}, {}, {}});
    REQUIRE(rows.has_value());
    CHECK((*rows)[1] == doctest::Approx((1 - 0.485) / 0.229));
    CHECK((*rows)[5] == doctest::Approx((1 - 0.406) / 0.225));
}

TEST_CASE("a backbone that nobody trained says so, and is the same from the same seed")
{
    const TempFolder folder;
    const Method& method = **findMethod("stnet", "");
    REQUIRE(writeRandomBackbone(method, 3, folder / "a.safetensors").has_value());
    REQUIRE(writeRandomBackbone(method, 3, folder / "b.safetensors").has_value());
    REQUIRE(writeRandomBackbone(method, 4, folder / "c.safetensors").has_value());
    const DeviceChoice cpu{"cpu", {}, "float32", {}};
    std::vector<std::string> hashes;
    for (const char* name : {"a.safetensors", "b.safetensors", "c.safetensors"}) {
        const auto encoder = loadEncoder(folder / name, cpu, 0, {});
        REQUIRE_MESSAGE(encoder.has_value(), encoder.error().text());
        CHECK((*encoder)->info().title == "random ST-Net");
        CHECK((*encoder)->info().genes.size() == 1024);
        hashes.push_back((*encoder)->info().weightsHash);
    }
    CHECK(hashes[0] == hashes[1]);
    CHECK(hashes[0] != hashes[2]);
    const auto none = writeRandomBackbone(**findMethod("m2ost", ""), 1, folder / "d.safetensors");
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().whatToDo.find("resnet50") != std::string::npos);
}
