#include "tests/testsupport/torchdoctest.h"

#include "model/config/m2ostshapes.h"
#include "model/kernels/m2ostengine.h"
#include "model/m2ost/m2ost.h"
#include "model/weights/hashtensor.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace transcope::model;

namespace {

TensorMap hashedWeights(const M2ostConfig& config)
{
    TensorMap tensors;
    for (const auto& [name, shape] : m2ostShapes(config))
        tensors[name] = hashedWeight("a", name, shape);
    return tensors;
}

std::unique_ptr<M2ostEngine> makeEngine(const M2ostConfig& config, Precision precision, int threads, Isa isa)
{
    auto engine = M2ostEngine::create(config, hashedWeights(config), {precision, threads, isa});
    REQUIRE(engine.has_value());
    return std::move(*engine);
}

bool hasBfloat16()
{
    return supportedIsas().back() >= Isa::Avx512Bf16;
}

/// Pictures with structure at several scales, other for each spot and level.
std::vector<std::vector<std::uint8_t>> pictures(int levels, int count)
{
    std::vector<std::vector<std::uint8_t>> all(static_cast<std::size_t>(levels));
    for (int level = 0; level < levels; ++level) {
        auto& picture = all[static_cast<std::size_t>(level)];
        const auto noise =
            hashedInput("pictures", "level" + std::to_string(level), {count, 224, 224, 3}).data;
        for (std::size_t i = 0; i < noise.size(); ++i) {
            const double x = static_cast<double>(i / 3 % 224), y = static_cast<double>(i / 672 % 224),
                         spot = static_cast<double>(i / (672 * 224));
            const double wave =
                std::sin(x / (7 + spot)) * std::cos(y / (11 + level)) + std::sin((x + y * spot) / 40);
            picture.push_back(
                static_cast<std::uint8_t>(std::clamp(150 + 35 * wave + 40 * (noise[i] - 0.5), 0.0, 255.0)));
        }
    }
    return all;
}

std::vector<const std::uint8_t*> pointers(const std::vector<std::vector<std::uint8_t>>& pictures,
                                          std::size_t spot = 0)
{
    std::vector<const std::uint8_t*> all;
    for (const auto& level : pictures)
        all.push_back(level.data() + spot * 3 * 224 * 224);
    return all;
}

std::vector<float> predict(M2ostEngine& engine, const std::vector<const std::uint8_t*>& levels, int count)
{
    std::vector<float> out(static_cast<std::size_t>(count * engine.config().genes));
    REQUIRE(engine.forward(levels, count, {out.data()}).has_value());
    return out;
}

/// The LibTorch module with the same weights, on the same pictures.
torch::Tensor plainPrediction(const M2ostConfig& config,
                              const std::vector<std::vector<std::uint8_t>>& pictures, int count)
{
    const torch::NoGradGuard noGrad;
    M2ost model(config);
    TensorMap tensors = hashedWeights(config);
    for (auto& item : model->named_parameters()) {
        HostTensor& tensor = tensors.at(item.key());
        item.value().copy_(torch::from_blob(tensor.data.data(), tensor.shape));
    }
    model->eval();
    std::vector<torch::Tensor> levels;
    for (const auto& picture : pictures)
        levels.push_back(
            torch::from_blob(const_cast<std::uint8_t*>(picture.data()), {count, 224, 224, 3}, torch::kByte)
                .permute({0, 3, 1, 2})
                .to(torch::kFloat)
                .div(255));
    return model(levels).contiguous();
}

double pearson(const float* a, const float* b, int n)
{
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (int i = 0; i < n; ++i) {
        sa += a[i];
        sb += b[i];
        saa += static_cast<double>(a[i]) * a[i];
        sbb += static_cast<double>(b[i]) * b[i];
        sab += static_cast<double>(a[i]) * b[i];
    }
    return (sab - sa * sb / n) / std::sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
}

} // namespace

TEST_CASE("reference vectors, on every instruction set: expression within 1e-4 of its largest value")
{
    std::ifstream file(TRANSCOPE_TEST_DATA "/reference/m2ost.json");
    const auto reference = nlohmann::json::parse(file);
    TensorMap tensors;
    for (const auto& entry : reference.at("tensors"))
        tensors[entry[0]] = hashedWeight(reference.at("seed").get<std::string>(), entry[0].get<std::string>(),
                                         entry[1].get<std::vector<std::int64_t>>());
    std::vector<std::vector<float>> inputs;
    std::vector<const float*> levels;
    for (const char* name : {"level0", "level1", "level2"}) {
        const auto planes = hashedInput("a", name, {2, 3, 224, 224}).data;
        auto& rgb = inputs.emplace_back(planes.size());
        for (std::size_t i = 0; i < planes.size(); ++i) {
            const std::size_t pixel = i % (224 * 224), channel = i / (224 * 224) % 3,
                              spot = i / (3 * 224 * 224);
            rgb[(spot * 224 * 224 + pixel) * 3 + channel] = planes[i];
        }
    }
    for (const auto& rgb : inputs)
        levels.push_back(rgb.data());
    const auto expected = reference.at("outputs").at("expression").at("values").get<std::vector<float>>();
    const float largest = std::abs(*std::max_element(
        expected.begin(), expected.end(), [](float a, float b) { return std::abs(a) < std::abs(b); }));

    for (const Isa isa : supportedIsas()) {
        CAPTURE(std::string(isaName(isa)));
        auto engine = M2ostEngine::create({}, tensors, {Precision::Float32, 2, isa});
        REQUIRE(engine.has_value());
        std::vector<float> out(500), contributions(1500);
        REQUIRE((*engine)->forward(levels, 2, {out.data(), contributions.data()}).has_value());
        float worst = 0, worstSplit = 0;
        for (std::size_t i = 0; i < out.size(); ++i) {
            worst = std::max(worst, std::abs(out[i] - expected[i]));
            const std::size_t spot = i / 250, gene = i % 250;
            float sum = tensors.at("mlp_head.bias").data[gene];
            for (std::size_t level = 0; level < 3; ++level)
                sum += contributions[(spot * 3 + level) * 250 + gene];
            worstSplit = std::max(worstSplit, std::abs(sum - out[i]));
        }
        CHECK(worst <= 1e-4f * largest);
        CHECK(worstSplit <= 1e-5f);
    }
    if (!hasBfloat16())
        return;
    auto engine = M2ostEngine::create({}, tensors, {Precision::Bfloat16, 2, supportedIsas().back()});
    REQUIRE(engine.has_value());
    std::vector<float> out(500);
    REQUIRE((*engine)->forward(levels, 2, {out.data()}).has_value());
    for (int spot = 0; spot < 2; ++spot)
        CHECK(pearson(out.data() + spot * 250, expected.data() + spot * 250, 250) >= 0.9995);
}

TEST_CASE("every set of levels, against the LibTorch module")
{
    const int count = 2;
    for (int bits = 1; bits < 16; ++bits) {
        M2ostConfig config;
        config.levels.clear();
        for (int level = 0; level < 4; ++level)
            if (bits >> level & 1)
                config.levels.push_back(level);
        config.genes = 37;
        config.layers = 2;
        CAPTURE(bits);
        const auto images = pictures(config.levelCount(), count);
        const torch::Tensor plain = plainPrediction(config, images, count);
        const float* expected = plain.data_ptr<float>();
        const float largest = plain.abs().max().item<float>();
        const auto got = predict(*makeEngine(config, Precision::Float32, 2, supportedIsas().back()),
                                 pointers(images), count);
        float worst = 0;
        for (std::size_t i = 0; i < got.size(); ++i)
            worst = std::max(worst, std::abs(got[i] - expected[i]));
        CHECK(worst <= 1e-4f * largest);
        if (!hasBfloat16())
            continue;
        const auto fast = predict(*makeEngine(config, Precision::Bfloat16, 2, supportedIsas().back()),
                                  pointers(images), count);
        for (int spot = 0; spot < count; ++spot)
            CHECK(pearson(fast.data() + spot * 37, expected + spot * 37, 37) >= 0.9995);
    }
}

TEST_CASE("a spot's bits do not depend on its batch or on the number of threads")
{
    M2ostConfig config;
    config.genes = 20;
    config.layers = 2;
    const int count = 5;
    const auto images = pictures(3, count);
    for (const Isa isa : supportedIsas()) {
        const Precision precision = isa >= Isa::Avx512Bf16 ? Precision::Bfloat16 : Precision::Float32;
        CAPTURE(std::string(isaName(isa)));
        const auto together = predict(*makeEngine(config, precision, 2, isa), pointers(images), count);
        for (const int threads : {1, 3}) {
            const auto engine = makeEngine(config, precision, threads, isa);
            CHECK(predict(*engine, pointers(images), count) == together);
            for (std::size_t spot = 0; spot < 2; ++spot) {
                const auto alone = predict(*engine, pointers(images, spot), 1);
                CHECK(std::equal(alone.begin(), alone.end(),
                                 together.begin() + static_cast<std::ptrdiff_t>(spot * 20)));
            }
        }
    }
}

TEST_CASE("bfloat16 stays near float32: 99th percentile of |difference| within 1 % of the outputs' range")
{
    if (!hasBfloat16()) {
        MESSAGE("skipped: this processor has no AVX512-BF16");
        return;
    }
    const M2ostConfig config;
    const int count = 6;
    const auto images = pictures(3, count);
    const auto exact =
        predict(*makeEngine(config, Precision::Float32, 2, Isa::Avx512), pointers(images), count);
    const auto fast =
        predict(*makeEngine(config, Precision::Bfloat16, 2, supportedIsas().back()), pointers(images), count);
    std::vector<float> differences;
    for (std::size_t i = 0; i < exact.size(); ++i)
        differences.push_back(std::abs(exact[i] - fast[i]));
    for (int spot = 0; spot < count; ++spot)
        CHECK(pearson(exact.data() + spot * 250, fast.data() + spot * 250, 250) >= 0.9995);
    const auto [low, high] = std::minmax_element(exact.begin(), exact.end());
    const std::size_t rank = differences.size() * 99 / 100;
    std::nth_element(differences.begin(), differences.begin() + static_cast<std::ptrdiff_t>(rank),
                     differences.end());
    CHECK(differences[rank] <= 0.01f * (*high - *low));
}

TEST_CASE("what cannot be built or run says so")
{
    using transcope::core::ErrorCode;
    M2ostConfig config;
    config.layers = 1;
    TensorMap tensors = hashedWeights(config);
    tensors.erase("transformer.layers.0.2.to_k1.weight");
    auto error = M2ostEngine::create(config, tensors).error();
    CHECK(error.code == ErrorCode::ModelFailure);
    CHECK(error.message.find("transformer.layers.0.2.to_k1.weight") != std::string::npos);

    tensors = hashedWeights(config);
    tensors["mlp_head.bias"].shape = {249};
    CHECK(M2ostEngine::create(config, tensors).error().message.find("mlp_head.bias") != std::string::npos);

    M2ostConfig narrow;
    narrow.heads = 6;
    CHECK(M2ostEngine::create(narrow, {}).error().code == ErrorCode::Unsupported);
    M2ostConfig empty;
    empty.levels = {};
    CHECK(M2ostEngine::create(empty, {}).error().code == ErrorCode::InvalidArgument);
    CHECK(M2ostEngine::create(config, hashedWeights(config), {Precision::Bfloat16, 1, Isa::Portable})
              .error()
              .code == ErrorCode::Unsupported);

    const auto engine = makeEngine(config, Precision::Float32, 1, Isa::Portable);
    std::vector<float> out(250);
    const auto images = pictures(3, 1);
    auto levels = pointers(images);
    CHECK(engine->forward(levels, 0, {out.data()}).has_value());
    CHECK(engine->forward(levels, -1, {out.data()}).error().code == ErrorCode::InvalidArgument);
    CHECK(engine->forward(levels, 1, {}).error().code == ErrorCode::InvalidArgument);
    levels[1] = nullptr;
    CHECK(engine->forward(levels, 1, {out.data()}).error().code == ErrorCode::InvalidArgument);
    levels.pop_back();
    CHECK(engine->forward(levels, 1, {out.data()}).error().code == ErrorCode::InvalidArgument);
}
