#include "core/base/sha256.h"
#include "model/config/m2ostdetect.h"
#include "model/config/m2ostshapes.h"
#include "model/weights/hashtensor.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/tinyweights.h"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;
using tests::TempFolder;

// Literal numbers from a Python implementation of docs/m2ost.md's hash.
TEST_CASE("hashed tensors")
{
    const auto input = hashedInput("a", "level0", {3});
    CHECK(input.data == std::vector<float>{0.7984488010406494f, 0.27199727296829224f, 0.5585687160491943f});
    CHECK(hashedWeight("a", "norm.weight", {2}).data ==
          std::vector<float>{0.8090255856513977f, 1.0927965641021729f});
    CHECK(hashedWeight("a", "norm.bias", {2}).data ==
          std::vector<float>{-0.01671246811747551f, -0.0022031248081475496f});
    const auto matrix = hashedWeight("a", "fc.weight", {4, 6});
    CHECK(matrix.data.front() == -0.1272171437740326f);
    CHECK(matrix.data.back() == -0.5153798460960388f);
    const auto cls = hashedWeight("a", "cls_token", {1, 1, 192}); // fan = the last dimension
    CHECK(cls.data.front() == 0.0334450900554657f);
    CHECK(cls.data.back() == 0.11107063293457031f);
    CHECK(hashedWeight("a", "bn.running_var", {1}).data[0] == 0.803688108921051f);
}

TEST_CASE("a card survives the file")
{
    const TempFolder folder;
    ModelCard card = tests::tinyCard();
    card.normalisation = core::Normalisation::CpmAll;
    card.patches.umPerPx = 0.687;
    card.heldOutScores[2] = std::numeric_limits<float>::quiet_NaN();
    card.heldOutBeyondDepth = {0.5f, std::numeric_limits<float>::quiet_NaN(), -0.25f, 0, 1};
    card.looks = {{"A1", {{0.1, 0.2, 0.3}, 40.5}}, {"B1", {{0.4, 0.2, 0.3}, 12}}};
    card.commit = "abc";
    card.epochs = 100;
    card.seed = 18446744073709551615ull;
    card.notes = "limits: \"few\"\nspots";
    card.genes[1].symbol = "caf\xe9"; // Latin-1 from somebody's table: replaced, not thrown at
    const auto path = folder / "w.safetensors";
    REQUIRE(writeWeights(path, card, tests::tinyTensors(), StoredType::BFloat16).has_value());
    const auto read = readModelCard(path);
    REQUIRE(read.has_value());
    CHECK(read->method == "m2ost");
    CHECK(read->configuration == card.configuration);
    REQUIRE(read->genes.size() == 5);
    CHECK(read->genes[0] == core::Gene{"DDX5", "ENSG00000000001"});
    CHECK(read->genes[1].symbol == "caf\xef\xbf\xbd");
    CHECK(read->normalisation == core::Normalisation::CpmAll);
    CHECK(read->patches.sizePx == 224);
    CHECK(read->patches.downsamples == std::vector<double>{1, 2, 4});
    CHECK(read->patches.umPerPx == 0.687);
    CHECK(read->heldOutScores[1] == 0.4f);
    CHECK(std::isnan(read->heldOutScores[2]));
    CHECK(read->heldOutBeyondDepth[2] == -0.25f);
    CHECK(std::isnan(read->heldOutBeyondDepth[1]));
    CHECK(read->looks == card.looks);
    CHECK(read->commit == "abc");
    CHECK(read->epochs == 100);
    CHECK(read->seed == card.seed);
    CHECK(read->notes == card.notes);

    const auto whole = readWeights(path);
    REQUIRE(whole.has_value());
    CHECK(whole->sha256 == core::sha256OfFile(path).value());
    CHECK(whole->tensors.size() == tests::tinyTensors().size());
}

TEST_CASE("damaged metadata")
{
    struct Case
    {
        const char* key;
        const char* value;
        ErrorCode code;
        const char* message;
    };
    const Case cases[] = {
        {"transcope", nullptr, ErrorCode::BadInput, "no Transcope metadata"},
        {"transcope", "2", ErrorCode::Unsupported, "weights format 2"},
        {"method", nullptr, ErrorCode::BadInput, "lacks method"},
        {"genes", nullptr, ErrorCode::BadInput, "lacks genes"},
        {"genes", "[[\"A\"]]", ErrorCode::BadInput, "genes is damaged"},
        {"genes", "[", ErrorCode::BadInput, "genes is damaged"},
        {"configuration", "{", ErrorCode::BadInput, "configuration is damaged"},
        {"patches", "{\"sizePx\":0,\"downsamples\":[1]}", ErrorCode::BadInput, "patches are damaged"},
        {"patches", "{\"sizePx\":224,\"downsamples\":[0]}", ErrorCode::BadInput, "patches are damaged"},
        {"patches", "[]", ErrorCode::BadInput, "patches is damaged"},
        {"normalisation", "cpm", ErrorCode::BadInput, "normalisation is damaged"},
        {"heldOutScores", "[1,2]", ErrorCode::BadInput, "2 scores for 5 genes"},
        {"heldOutBeyondDepth", "[1,2]", ErrorCode::BadInput, "2 scores for 5 genes"},
        {"heldOutScores", "[\"a\"]", ErrorCode::BadInput, "heldOutScores is damaged"},
        {"looks", "[{}]", ErrorCode::BadInput, "looks is damaged"},
        {"epochs", "\"x\"", ErrorCode::BadInput, "epochs is damaged"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.key);
        CAPTURE(c.value);
        auto metadata = toMetadata(tests::tinyCard());
        if (c.value)
            metadata[c.key] = c.value;
        else
            metadata.erase(c.key);
        const auto card = modelCardFrom(metadata, "w.safetensors");
        REQUIRE(!card.has_value());
        CHECK(card.error().code == c.code);
        CHECK_MESSAGE(card.error().message.find(c.message) != std::string::npos, card.error().message);
        CHECK(card.error().message.find("w.safetensors") != std::string::npos);
    }
}

TEST_CASE("configurations")
{
    M2ostConfig config;
    config.levels = {1, 3};
    config.genes = 17;
    CHECK(m2ostConfigFrom(toJson(config)).value() == config);
    CHECK(m2ostConfigFrom(nlohmann::json::object()).value() == M2ostConfig{});
    CHECK(!toJson(config).contains("ablation")); // whole networks' files stay as older versions read them
    for (const auto ablation : AllAblations) {
        config.ablation = ablation;
        CHECK(m2ostConfigFrom(toJson(config)).value() == config);
    }
    struct Case
    {
        const char* json;
        const char* message;
    };
    const Case cases[] = {
        {"[]", "damaged"},
        {R"({"levels":"all"})", "damaged"},
        {R"({"levels":[]})", "no levels"},
        {R"({"levels":[0,4]})", "level 4"},
        {R"({"levels":[1,0]})", "ascending"},
        {R"({"levels":[0,0]})", "ascending"},
        {R"({"genes":0})", "genes is 0"},
        {R"({"layers":1000000})", "layers is 1000000"},
        {R"({"heads":5})", "do not divide"},
        {R"({"imageSize":225})", "not a multiple"},
        {R"({"levels":[3],"patchSize":4})", "multiples of 8"},
        {R"({"ablation":"without-all"})", "unknown ablation \"without-all\""},
        {R"({"ablation":1})", "damaged"},
        {R"({"channels":1e42})", "whole number"},
        {R"({"levels":[0.5]})", "whole number"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.json);
        const auto result = m2ostConfigFrom(nlohmann::json::parse(c.json));
        REQUIRE(!result.has_value());
        CHECK_MESSAGE(result.error().message.find(c.message) != std::string::npos, result.error().message);
    }
}

TEST_CASE("tensors that do not belong to the configuration")
{
    const auto config = m2ostConfigFrom(tests::tinyCard().configuration).value();
    auto tensors = tests::tinyTensors();
    CHECK(checkTensors(tensors, m2ostShapes(config), "w").has_value());
    const auto message = [&](const TensorMap& changed) {
        return checkTensors(changed, m2ostShapes(config), "w").error().message;
    };
    auto changed = tensors;
    changed.erase("cls_token");
    CHECK(message(changed) == "w lacks the tensor cls_token");
    changed = tensors;
    changed["mlp_head.bias"] = {{6}, std::vector<float>(6)};
    CHECK(message(changed) == "w: tensor mlp_head.bias has the shape [6], the model needs [5]");
    changed = tensors;
    changed["other"] = {{1}, {0}};
    CHECK(message(changed) == "w: the model has no tensor other");
    changed = tensors;
    changed["cls_token"].data[3] = std::numeric_limits<float>::infinity();
    CHECK(message(changed) == "w: tensor cls_token holds values that are not finite");
}

TEST_CASE("a configuration is told by its tensors")
{
    for (const auto& levels : std::vector<std::vector<int>>{{0}, {3}, {0, 2}, {1, 2, 3}, {0, 1, 2, 3}}) {
        M2ostConfig config;
        config.levels = levels;
        config.genes = 31;
        config.layers = 2;
        CHECK(detectM2ostConfig(m2ostShapes(config)).value() == config);
    }
    for (const auto& levels : std::vector<std::vector<int>>{{3}, {0, 2}, {1, 2, 3}, {0, 1, 2}})
        for (const auto ablation : AllAblations) {
            if (levels.size() == 1 && ablation == Ablation::WithoutCtmm)
                continue; // one level has no CTMM to lose
            M2ostConfig config;
            config.levels = levels;
            config.layers = 3;
            config.ablation = ablation;
            CHECK(detectM2ostConfig(m2ostShapes(config)).value() == config);
        }
    auto shapes = m2ostShapes({});
    shapes.erase("cls_token");
    CHECK(detectM2ostConfig(shapes).error().message.find("channels is 0") != std::string::npos);
    shapes = m2ostShapes({});
    shapes["pos_embedding1"] = {1, 200, 192}; // 199 tokens are no square
    CHECK(!detectM2ostConfig(shapes).has_value());
    CHECK(detectM2ostConfig({}).error().code == ErrorCode::BadInput);
}

TEST_CASE("tiny weights")
{
    const TempFolder folder;
    tests::TinyWeightsOptions options;
    options.genes = 8;
    options.levels = {0, 2};
    REQUIRE(tests::writeTinyWeights(folder / "tiny.safetensors", options).has_value());
    const auto read = readWeights(folder / "tiny.safetensors");
    REQUIRE(read.has_value());
    CHECK(read->card.genes.size() == 8);
    CHECK(read->card.patches.downsamples == std::vector<double>{1, 4});
    CHECK(checkTensors(read->tensors, m2ostShapes(m2ostConfigFrom(read->card.configuration).value()), "tiny")
              .has_value());
}
