#include "tests/testsupport/torchdoctest.h"

#include "core/base/sha256.h"
#include "model/inference/loadpredictor.h"
#include "model/torchscript/importmodel.h"
#include "model/weights/weightsfile.h"
#include "tests/testsupport/tempfolder.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <torch/script.h>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;
using nlohmann::json;
using tests::TempFolder;

namespace {

json zooConfig()
{
    return {{"spec_version", "1.0"},
            {"architecture", "resnet34"},
            {"num_classes", 3},
            {"class_names", {"A", "B", "C"}},
            {"patch_size_pixels", 6},
            {"spacing_um_px", 0.25},
            {"transform", json::array({{{"name", "ToTensor"}}})}};
}

/// A folder with a model, its configuration, and the weights file made of both.
struct Imported
{
    explicit Imported(const std::string& forward, json config = zooConfig())
    {
        torch::jit::Module module("M");
        module.define("def forward(self, x):\n    return " + forward + "\n");
        module.save((folder / "m.pt").string());
        std::ofstream(folder / "config.json") << config;
        result = importModel(folder / "m.pt", folder / "config.json", weights());
    }
    std::filesystem::path weights() const { return folder / "m.safetensors"; }
    std::unique_ptr<core::Predictor> load() const
    {
        LoadOptions options;
        options.device = "cpu";
        options.isTrusted = [](const std::string&) { return true; };
        auto predictor = loadPredictor(weights(), options);
        REQUIRE_MESSAGE(predictor.has_value(), predictor.error().text());
        return std::move(*predictor);
    }
    TempFolder folder;
    core::Result<ModelCard> result = ModelCard();
};

/// Two patches of 6 px: red 51, green 102, blue 204 all over; and a pattern.
core::PatchBatch patches()
{
    core::PatchBatch batch;
    batch.count = 2;
    batch.sizePx = 6;
    batch.levels.resize(1);
    for (int i = 0; i < 36; ++i)
        batch.levels[0].insert(batch.levels[0].end(), {51, 102, 204});
    for (int y = 0; y < 6; ++y)
        for (int x = 0; x < 6; ++x)
            for (const int value : {37 * x * x + 11 * y, 5 * x + 43 * y, x * y * 29})
                batch.levels[0].push_back(static_cast<std::uint8_t>(value % 256));
    return batch;
}

} // namespace

TEST_CASE("a zoo model's classes are shares that sum to one")
{
    const Imported model("torch.mean(x, [2, 3])");
    REQUIRE_MESSAGE(model.result.has_value(), model.result.error().text());
    const auto predictor = model.load();
    const auto& info = predictor->info();
    CHECK(info.method == "torchscript");
    CHECK(info.title == "resnet34");
    CHECK((info.genes == core::GeneList{{"A", ""}, {"B", ""}, {"C", ""}}));
    CHECK(info.normalisation == core::Normalisation::None);
    CHECK(info.patches.sizePx == 6);
    CHECK(info.patches.umPerPx == 0.25);
    CHECK(info.precision == "float32");
    CHECK(info.needsTrust.empty());
    const auto rows = predictor->predict(patches());
    REQUIRE(rows.has_value());
    // 51, 102, 204 of 255 are 0.2, 0.4, 0.8: softmax.
    const double sum = std::exp(0.2) + std::exp(0.4) + std::exp(0.8);
    CHECK((*rows)[0] == doctest::Approx(std::exp(0.2) / sum));
    CHECK((*rows)[1] == doctest::Approx(std::exp(0.4) / sum));
    CHECK((*rows)[2] == doctest::Approx(std::exp(0.8) / sum));
    CHECK((*rows)[3] + (*rows)[4] + (*rows)[5] == doctest::Approx(1));
}

TEST_CASE("activation none leaves the output, Normalize comes before")
{
    json config = zooConfig();
    config["activation"] = "none";
    config["name"] = "My zoo model";
    config["transform"].push_back(
        {{"name", "Normalize"}, {"arguments", {{"mean", {0.1, 0.4, 0.5}}, {"std", {0.5, 1, 0.1}}}}});
    const auto predictor = Imported("(torch.mean(x, [2, 3]), x)", config).load(); // a tuple's first counts
    CHECK(predictor->info().title == "My zoo model");
    const auto rows = predictor->predict(patches());
    REQUIRE(rows.has_value());
    CHECK((*rows)[0] == doctest::Approx((0.2 - 0.1) / 0.5));
    CHECK(std::abs((*rows)[1]) < 1e-6);
    CHECK((*rows)[2] == doctest::Approx((0.8 - 0.5) / 0.1));
}

TEST_CASE("genes and a normalisation make a gene predictor, without an activation")
{
    json config = zooConfig();
    config.erase("class_names");
    config.erase("num_classes");
    config["genes"] = {"DDX5", "ACTB", "CD3E"};
    config["normalisation"] = "cpm-all";
    const auto predictor = Imported("torch.mean(x, [2, 3])", config).load();
    CHECK(predictor->info().normalisation == core::Normalisation::CpmAll);
    CHECK(predictor->info().genes.front().symbol == "DDX5");
    CHECK((*predictor->predict(patches()))[2] == doctest::Approx(0.8));
}

TEST_CASE("one class is the logistic function of its output")
{
    json config = zooConfig();
    config["num_classes"] = 1;
    config["class_names"] = {"tumour"};
    const auto rows = Imported("torch.mean(x, [1, 2, 3])", config).load()->predict(patches());
    REQUIRE(rows.has_value());
    CHECK((*rows)[0] == doctest::Approx(1 / (1 + std::exp(-(0.2 + 0.4 + 0.8) / 3))));
}

// PIL 9.4, Image.resize((4, 4), BILINEAR), which torchvision's Resize calls.
TEST_CASE("Resize is that of pictures")
{
    json config = zooConfig();
    config["activation"] = "none";
    config["transform"] =
        json::array({{{"name", "Resize"}, {"arguments", {{"size", 4}}}}, {{"name", "ToTensor"}}});
    const auto rows = Imported("x[:, :, 1, 2] * 255", config).load()->predict(patches());
    REQUIRE(rows.has_value());
    CHECK((*rows)[0] == doctest::Approx(51)); // a plain colour stays
    const double expected[] = {106, 92, 141};
    for (int c = 0; c < 3; ++c)
        CHECK(std::abs((*rows)[3 + c] - expected[c]) < 1.01); // PIL computes in fixed point
}

TEST_CASE("code that is not trusted is not run")
{
    const Imported model("torch.mean(x, [2, 3])");
    std::ifstream file(model.folder / "m.pt", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    core::Sha256 hash;
    hash.update(bytes.data(), bytes.size());
    const std::string expected = hash.hexDigest();
    std::string asked;
    LoadOptions options;
    options.device = "cpu";
    const auto never = loadPredictor(model.weights(), options); // who says nothing trusts nothing
    REQUIRE(never.has_value());
    CHECK((*never)->info().needsTrust == expected);
    const auto refused = (*never)->predict(patches());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::ModelFailure);
    options.isTrusted = [&](const std::string& code) {
        asked = code;
        return false;
    };
    CHECK((*loadPredictor(model.weights(), options))->info().needsTrust == expected);
    CHECK(asked == expected);
}

TEST_CASE("what does not fit is said")
{
    const auto two = Imported("torch.mean(x, [2, 3])[:, :2]").load()->predict(patches());
    REQUIRE_FALSE(two.has_value());
    CHECK(two.error().code == ErrorCode::ModelFailure);
    CHECK(two.error().message.find("[2, 2] for 2 patches and 3 outputs") != std::string::npos);
    const auto thrown = Imported("x.view(7, 7)").load()->predict(patches());
    REQUIRE_FALSE(thrown.has_value());
    CHECK(thrown.error().message.find("m.safetensors") != std::string::npos);
    CHECK(thrown.error().message.find('\n') == std::string::npos);

    Imported damaged("x");
    auto file = *readWeights(damaged.weights());
    file.blobs["torchscript"].resize(200);
    REQUIRE(writeWeights(damaged.weights(), file.card, {}, StoredType::Float32, {}, file.blobs).has_value());
    LoadOptions options;
    options.device = "cpu";
    options.isTrusted = [](const std::string&) { return true; };
    const auto cut = loadPredictor(damaged.weights(), options);
    REQUIRE_FALSE(cut.has_value());
    CHECK(cut.error().code == ErrorCode::ModelFailure);
}

TEST_CASE("configurations that cannot be used")
{
    struct Case
    {
        const char* patch; ///< RFC 7396 merge patch on a good one
        ErrorCode code;
        const char* says;
    };
    const Case cases[] = {
        {R"({"spec_version": "2.0"})", ErrorCode::Unsupported, "spec_version 2.0"},
        {R"({"spec_version": null})", ErrorCode::BadInput, "spec_version"},
        {R"({"class_names": ["A", "B"]})", ErrorCode::BadInput, "num_classes"},
        {R"({"class_names": ["A", "B", "A"]})", ErrorCode::BadInput, "A stands twice"},
        {R"({"patch_size_pixels": 0})", ErrorCode::BadInput, "out of range"},
        {R"({"patch_size_pixels": "6"})", ErrorCode::BadInput, "type"},
        {R"({"spacing_um_px": -1})", ErrorCode::BadInput, "out of range"},
        {R"({"transform": [{"name": "ColorJitter"}]})", ErrorCode::Unsupported, "ColorJitter"},
        {R"({"transform": []})", ErrorCode::Unsupported, "ToTensor"},
        {R"({"transform": [{"name": "ToTensor"}, {"name": "Resize", "arguments": {"size": 3}}]})",
         ErrorCode::Unsupported, "Resize"},
        {R"({"transform": [{"name": "Resize", "arguments": {"size": [3, 4]}}, {"name": "ToTensor"}]})",
         ErrorCode::BadInput, "square"},
        {R"({"activation": "relu"})", ErrorCode::Unsupported, "relu"},
        {R"({"genes": ["A", "B", "C"]})", ErrorCode::BadInput, "normalisation"},
        {R"({"genes": ["A", "B", "C"], "normalisation": "tpm"})", ErrorCode::BadInput, "cpm-selected"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.patch);
        json config = zooConfig();
        config.merge_patch(json::parse(c.patch));
        const Imported model("x", config);
        REQUIRE_FALSE(model.result.has_value());
        CHECK(model.result.error().code == c.code);
        CHECK_MESSAGE(model.result.error().message.find(c.says) != std::string::npos,
                      model.result.error().text());
        CHECK_FALSE(std::filesystem::exists(model.weights()));
    }
}

TEST_CASE("only TorchScript is imported")
{
    Imported model("x");
    for (const std::string bytes : {"", "PK and nothing else", "no archive /code/__torch__"}) {
        std::ofstream(model.folder / "m.pt", std::ios::binary) << bytes;
        const auto refused =
            importModel(model.folder / "m.pt", model.folder / "config.json", model.folder / "x");
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::BadInput);
    }
    CHECK(importModel(model.folder / "none.pt", model.folder / "config.json", model.folder / "x")
              .error()
              .code == ErrorCode::NotFound);
}
