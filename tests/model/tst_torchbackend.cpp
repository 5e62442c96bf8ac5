#include "model/backends/m2ostbackend.h"
#include "model/backends/nativebackend.h"
#include "model/weights/hashtensor.h"
#include "model/weights/modelcard.h"
#include "tests/testsupport/tinyweights.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

using namespace transcope;
using namespace transcope::model;

namespace {

constexpr int Genes = 5;
constexpr int SpotValues = 224 * 224 * 3;

/// Per level, hashed pixels of `count` spots.
std::vector<std::vector<float>> hashedSpots(int levels, int count)
{
    std::vector<std::vector<float>> pixels;
    for (int level = 0; level < levels; ++level)
        pixels.push_back(hashedInput("spots", std::to_string(level), {count, 224, 224, 3}).data);
    return pixels;
}

std::vector<float> run(PatchBackend& backend, const std::vector<std::vector<float>>& pixels, int first,
                       int count)
{
    std::vector<const float*> levels;
    for (const auto& level : pixels)
        levels.push_back(level.data() + static_cast<std::ptrdiff_t>(first) * SpotValues);
    std::vector<float> rows(static_cast<std::size_t>(count) * Genes);
    const auto done = backend.forward(levels, count, rows.data());
    REQUIRE_MESSAGE(done.has_value(), done.error().text());
    return rows;
}

} // namespace

TEST_CASE("LibTorch: same bits whatever the batch, close to the native engine, 8-bit like float")
{
    tests::TinyWeightsOptions options;
    options.levels = {0, 2};
    const auto config = m2ostConfigFrom(tests::tinyCard(options).configuration).value();
    const auto tensors = tests::tinyTensors(options);
    const DeviceChoice choice{"cpu", {}, "float32", {}};
    const auto torchBackend = makeM2ostTorchBackend(config, tensors, choice).value();
    const auto native = makeNativeBackend(config, tensors, choice).value();

    auto pixels = hashedSpots(2, 3);
    std::vector<std::vector<std::uint8_t>> bytes(2);
    for (int level = 0; level < 2; ++level)
        for (float& value : pixels[level]) { // only values that 8 bits hold
            bytes[level].push_back(static_cast<std::uint8_t>(value * 255));
            value = static_cast<float>(bytes[level].back()) / 255;
        }
    const auto together = run(*torchBackend, pixels, 0, 3);
    for (int spot = 0; spot < 3; ++spot) {
        const auto alone = run(*torchBackend, pixels, spot, 1);
        CHECK(std::equal(alone.begin(), alone.end(), together.begin() + spot * Genes));
    }
    const auto nativeRows = run(*native, pixels, 0, 3);
    float largest = 0;
    for (const float value : together)
        largest = std::max(largest, std::abs(value));
    std::vector<float> fromBytes(together.size());
    const std::vector<const std::uint8_t*> byteLevels = {bytes[0].data(), bytes[1].data()};
    REQUIRE(torchBackend->forward(byteLevels, 3, fromBytes.data()).has_value());
    for (std::size_t i = 0; i < together.size(); ++i) {
        CHECK(std::abs(nativeRows[i] - together[i]) <= 1e-4f * largest);
        CHECK(std::abs(fromBytes[i] - together[i]) <= 1e-4f * largest);
    }
}

TEST_CASE("LibTorch's exceptions end at the edge")
{
    const auto config = m2ostConfigFrom(tests::tinyCard().configuration).value();
    auto tensors = tests::tinyTensors();
    const DeviceChoice choice{"cpu", {}, "float32", {}};
    const auto backend = makeM2ostTorchBackend(config, tensors, choice).value();
    const auto pixels = hashedSpots(1, 1);
    std::vector<float> rows(Genes);
    const auto fewLevels = backend->forward(std::vector<const float*>{pixels[0].data()}, 1, rows.data());
    REQUIRE(!fewLevels.has_value());
    CHECK(fewLevels.error().code == core::ErrorCode::ModelFailure);
    CHECK(fewLevels.error().message.find("wants 3 levels, got 1") != std::string::npos);
    CHECK(fewLevels.error().message.find('\n') == std::string::npos);
    tensors.erase("cls_token");
    const auto missing = makeM2ostTorchBackend(config, tensors, choice);
    REQUIRE(!missing.has_value());
    CHECK(missing.error().message.find("cls_token") != std::string::npos);
}
