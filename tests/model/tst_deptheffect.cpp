#include "core/stats/correlation.h"
#include "model/training/deptheffect.h"
#include "model/training/trainer.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/toypack.h"

#include <doctest/doctest.h>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;
using tests::TempFolder;

namespace {

/// Depths that have nothing to do with the toy's stripes: 5, 6.5 or 8, three spots after one another.
std::vector<float> toyDepth()
{
    std::vector<float> depth;
    for (int spot = 0; spot < 48; ++spot)
        depth.push_back(5 + 1.5f * static_cast<float>(spot % 3));
    return depth;
}

/// Correlation of FINE's predictions with the width of the fine stripes (spot % 4) on the held-out spots, and
/// the mean of these predictions.
std::pair<double, double> fineOf(const PackFile& data, const Split& split, const TrainOptions& options)
{
    const auto result = trainMethod(data, split, options);
    REQUIRE(result);
    const auto predicted = predictPacked(data, split.validation, *result, options);
    REQUIRE(predicted);
    std::vector<float> fine, stripes;
    double sum = 0;
    for (std::size_t i = 0; i < split.validation.size(); ++i) {
        fine.push_back(predicted->rows[i * 2]);
        stripes.push_back(static_cast<float>(split.validation[i] % 4));
        sum += fine.back();
    }
    return {core::pearson(fine, stripes), sum / static_cast<double>(fine.size())};
}

} // namespace

TEST_CASE("what depth adds to labels is a line per gene over the training spots")
{
    const TempFolder folder;
    PackHeader header;
    header.patches = {2, {1}, {}};
    header.genes = {{"W", ""}, {"X", ""}, {"Y", ""}, {"Z", ""}};
    header.sections = {{"A1", "A", 0, 3}, {"B1", "B", 3, 1}};
    header.depth = {1, 2, 3, 6};
    const std::vector<float> labels = {1, 2, 5, 0, 0, 4, 5, 3, 0, 6, 5, 0, 9, 9, 9, 9};
    auto writer = PackWriter::create(folder / "d.pack", header, labels);
    REQUIRE(writer);
    for (int spot = 0; spot < 4; ++spot)
        REQUIRE((*writer)->append(std::vector<std::uint8_t>(12)));
    REQUIRE((*writer)->finish());
    const auto data = *PackFile::open(folder / "d.pack");
    // Depths lie −1, 0, 1 around their mean; W: (−1·(1 − ⅓) + 1·(0 − ⅓)) / 2 = −½; X: (−1·−2 + 1·2) / 2 = 2;
    // Y is alike everywhere; Z: (−1·−1 + 1·−1) / 2 = 0.
    const DepthEffect effect(*data, std::vector<std::int64_t>{0, 1, 2});
    REQUIRE(effect.slopes().size() == 4);
    CHECK(effect.slopes()[0] == doctest::Approx(-0.5));
    CHECK(effect.slopes()[1] == doctest::Approx(2));
    CHECK(effect.slopes()[2] == 0);
    CHECK(effect.slopes()[3] == doctest::Approx(0));
    const auto held = effect.of(*data, std::vector<std::int64_t>{1, 3}); // at the mean, and 4 above
    CHECK(std::vector(held.begin(), held.begin() + 4) == std::vector<float>(4));
    CHECK(held[4] == doctest::Approx(-2));
    CHECK(held[5] == doctest::Approx(8));
    // One depth alone tells nothing.
    CHECK(DepthEffect(*data, std::vector<std::int64_t>{2}).slopes() == std::vector<float>(4));
}

TEST_CASE("with depth as an input the network learns what the picture shows, at the mean depth")
{
    const TempFolder folder;
    const auto data = *tests::writeToyPack(folder / "toy.pack", {0, 1}, tests::ToyPackPx, toyDepth());
    const Split split = *makeSplit(data->header(), SplitOptions{});
    TrainOptions o = tests::toyOptions();
    o.epochs = 60;
    o.flips = false; // turned stripes would look alike
    o.keepLast = true;
    o.depthInput = true;
    const auto [correlation, mean] = fineOf(*data, split, o);
    CHECK(correlation > 0.9);
    // The stripes' mean is 1.5; of 32 training spots 11, 11 and 10 lie at 5, 6.5 and 8: 6.453.
    CHECK(mean == doctest::Approx(1.5 + 6.453).epsilon(0.05));
}

TEST_CASE("depth as an input is refused where it cannot be")
{
    const TempFolder folder;
    const auto unknown = *tests::writeToyPack(folder / "unknown.pack");
    const Split split = *makeSplit(unknown->header(), SplitOptions{});
    TrainOptions o = tests::toyOptions();
    o.depthInput = true;
    CHECK(checkTraining(*unknown, split, o).error().code == ErrorCode::InvalidArgument);
    const auto data = *tests::writeToyPack(folder / "toy.pack", {0, 1}, tests::ToyPackPx, toyDepth());
    CHECK(checkTraining(*data, split, o));
    auto bleep = trainOptionsFrom({{"method", "bleep"}, {"depthInput", true}});
    REQUIRE(bleep);
    const auto refused = checkTraining(*data, split, *bleep);
    REQUIRE(!refused);
    CHECK(refused.error().code == ErrorCode::Unsupported);
    CHECK(refused.error().message.find("depth") != std::string::npos);
}
