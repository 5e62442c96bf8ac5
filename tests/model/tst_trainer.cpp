#include "model/training/batches.h"
#include "model/training/curvefile.h"
#include "model/training/processgroup.h"
#include "model/training/stainstatistics.h"
#include "model/training/trainer.h"
#include "model/weights/weightsfile.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/toypack.h"

#include <cmath>
#include <doctest/doctest.h>
#include <fstream>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;
using tests::TempFolder;

namespace {

struct Toy
{
    TempFolder folder;
    std::shared_ptr<const PackFile> data = *tests::writeToyPack(folder / "toy.pack");
    Split split = *makeSplit(data->header(), SplitOptions{});
};

bool sameWeights(const TensorMap& a, const TensorMap& b)
{
    if (a.size() != b.size())
        return false;
    for (const auto& [name, tensor] : a)
        if (!b.contains(name) || b.at(name).data != tensor.data)
            return false;
    return true;
}

} // namespace

TEST_CASE("training learns both levels of a toy set, and starts at the mean")
{
    const Toy toy;
    TrainOptions o = tests::toyOptions();
    o.epochs = 60;
    o.flips = false; // turned stripes would look alike
    const auto result = trainM2ost(*toy.data, toy.split, o);
    REQUIRE(result);
    // Each label is uniform over 0 … 3: variance 1.25 around the mean.
    CHECK(result->curve.front().trainLoss < 2.5);
    CHECK(result->curve.back().trainLoss < 0.3);
    CHECK(result->curve.at(static_cast<std::size_t>(result->bestEpoch) - 1).validationLoss < 0.5);
    REQUIRE(result->heldOutScores.size() == 2);
    CHECK(result->heldOutScores[0] > 0.8f);
    CHECK(result->heldOutScores[1] > 0.8f);
    const auto rows = predictPacked(*toy.data, toy.split.validation, result->weights, o);
    REQUIRE(rows);
    CHECK(rows->size() == 16 * 2);
}

TEST_CASE("a resumed run equals an uninterrupted one bit for bit")
{
    const Toy toy;
    TrainOptions o = tests::toyOptions();
    o.averaging = 0.9;
    o.colourJitter = 0.1;
    o.maskRate = 0.1;
    o.tokenShare = 0.5;
    o.missingLevelRate = 0.2;
    o.cosine = true;
    o.warmupSteps = 5;
    const auto whole = trainM2ost(*toy.data, toy.split, o);
    REQUIRE(whole);
    o.checkpoint = toy.folder.path() / "run.checkpoint";
    o.resume = true;
    // Stops in the third epoch, as a killed run would.
    std::stop_source source;
    const auto epochDone = [&](const EpochRecord& r) {
        if (r.epoch == 2)
            source.request_stop();
    };
    const auto stopped = trainM2ost(*toy.data, toy.split, o, {}, epochDone, source.get_token());
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    const auto resumed = trainM2ost(*toy.data, toy.split, o);
    REQUIRE(resumed);
    CHECK(resumed->epochsRun == o.epochs);
    CHECK(resumed->bestEpoch == whole->bestEpoch);
    CHECK(sameWeights(resumed->weights, whole->weights));
    for (int e = 0; e < o.epochs; ++e)
        CHECK(resumed->curve[e].validationLoss == whole->curve[e].validationLoss);
}

TEST_CASE("a pack of more levels than the network takes trains as one of just those")
{
    const Toy toy;
    const TempFolder folder;
    const auto alone = *tests::writeToyPack(folder / "toy.pack", {1});
    TrainOptions o = tests::toyOptions();
    o.config.levels = {1};
    o.epochs = 2;
    const auto subset = trainM2ost(*toy.data, toy.split, o);
    const auto exact = trainM2ost(*alone, toy.split, o);
    REQUIRE(subset);
    REQUIRE(exact);
    CHECK(sameWeights(subset->weights, exact->weights));
    const std::int64_t spot[] = {2}; // stripes of 3 px at level 0, of 1 px at level 1
    CHECK(stainOf(*toy.data, spot, 1).opticalDensityMean == stainOf(*alone, spot, 1).opticalDensityMean);
    CHECK(stainOf(*toy.data, spot, 1).opticalDensityMean != stainOf(*toy.data, spot, 0).opticalDensityMean);
    o.config.levels = {0, 1};
    CHECK(trainM2ost(*alone, toy.split, o).error().message.find("level 0") != std::string::npos);
}

TEST_CASE("ablated networks train, in both precisions")
{
    const Toy toy;
    for (const auto ablation : AllAblations)
        for (const char* precision : {"float32", "bfloat16"}) {
            CAPTURE(ablationKey(ablation));
            CAPTURE(precision);
            TrainOptions o = tests::toyOptions();
            o.config.ablation = ablation;
            o.precision = precision;
            o.maskRate = 0.1;
            o.tokenShare = 0.5;
            const auto result = trainM2ost(*toy.data, toy.split, o);
            REQUIRE_MESSAGE(result.has_value(), result.error().text());
            CHECK(result->curve.back().trainLoss < result->curve.front().trainLoss);
            CHECK(predictPacked(*toy.data, toy.split.validation, result->weights, o));
        }
}

TEST_CASE("bfloat16 follows float32")
{
    const Toy toy;
    TrainOptions o = tests::toyOptions();
    o.epochs = 2;
    const auto exact = trainM2ost(*toy.data, toy.split, o);
    o.precision = "bfloat16";
    const auto rounded = trainM2ost(*toy.data, toy.split, o);
    REQUIRE(exact);
    REQUIRE(rounded);
    CHECK(rounded->precision == "bfloat16");
    CHECK(rounded->curve[0].trainLoss == doctest::Approx(exact->curve[0].trainLoss).epsilon(0.05));
}

TEST_CASE("a run starts from other weights; their head counts only for the same genes")
{
    const Toy toy;
    TrainOptions o = tests::toyOptions();
    o.epochs = 1;
    const auto first = trainM2ost(*toy.data, toy.split, o);
    REQUIRE(first);
    ModelCard card;
    card.configuration = toJson(o.config);
    card.genes = toy.data->header().genes;
    const auto path = toy.folder.path() / "first.safetensors";
    REQUIRE(writeWeights(path, card, first->weights));
    o.startFrom = path;
    o.learningRate = 1e-12; // stays where it starts
    const auto kept = trainM2ost(*toy.data, toy.split, o);
    REQUIRE(kept);
    const auto same = [&](const char* name) {
        return kept->weights.at(name).data == first->weights.at(name).data;
    };
    CHECK(same("cls_token"));
    CHECK(same("mlp_head.weight"));

    card.genes[0].symbol = "ANOTHER";
    REQUIRE(writeWeights(path, card, first->weights));
    const auto other = trainM2ost(*toy.data, toy.split, o);
    REQUIRE(other);
    CHECK(other->weights.at("cls_token").data == first->weights.at("cls_token").data);
    CHECK(other->weights.at("mlp_head.weight").data != first->weights.at("mlp_head.weight").data);

    o.startFrom = toy.folder.path() / "absent.safetensors";
    const auto absent = trainM2ost(*toy.data, toy.split, o);
    REQUIRE_FALSE(absent);
    CHECK(absent.error().code == ErrorCode::NotFound);
}

TEST_CASE("early stopping keeps the best epoch")
{
    const Toy toy;
    TrainOptions o = tests::toyOptions();
    o.epochs = 40;
    o.learningRate = 0.2; // too high to improve for long
    o.patience = 2;
    const auto result = trainM2ost(*toy.data, toy.split, o);
    REQUIRE(result);
    CHECK(result->epochsRun < 40);
    CHECK(result->epochsRun == result->bestEpoch + 2);

    o.patience = 0;
    o.epochs = result->epochsRun;
    o.keepLast = true;
    const auto last = trainM2ost(*toy.data, toy.split, o);
    REQUIRE(last);
    CHECK(last->bestEpoch == o.epochs);
    CHECK_FALSE(sameWeights(last->weights, result->weights));
    o.patience = 2;
    CHECK_FALSE(trainM2ost(*toy.data, toy.split, o));
}

TEST_CASE("what cannot be trained is refused")
{
    const Toy toy;
    struct Case
    {
        const char* name;
        std::function<void(TrainOptions&, Split&)> spoil;
    };
    const Case cases[] = {
        {"no spots", [](TrainOptions&, Split& s) { s.train.clear(); }},
        {"other levels",
         [](TrainOptions& o, Split&) {
             o.config.levels = {0, 2};
         }},
        {"other size", [](TrainOptions& o, Split&) { o.config.imageSize = 64; }},
        {"no epochs", [](TrainOptions& o, Split&) { o.epochs = 0; }},
        {"missing levels under unified attention",
         [](TrainOptions& o, Split&) {
             o.config.ablation = Ablation::UnifiedAttention;
             o.missingLevelRate = 0.1;
         }},
        {"mask rate", [](TrainOptions& o, Split&) { o.maskRate = 1; }},
        {"precision", [](TrainOptions& o, Split&) { o.precision = "half"; }},
        {"more processes than spots in a batch",
         [](TrainOptions& o, Split&) {
             o.rendezvous.emplace();
             o.rendezvous->size = o.batchSize + 1;
         }},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name);
        TrainOptions o = tests::toyOptions();
        Split split = toy.split;
        c.spoil(o, split);
        const auto result = trainM2ost(*toy.data, split, o);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::InvalidArgument);
    }
}

TEST_CASE("checkpoints of other runs and damaged ones are refused, full disks reported")
{
    const Toy toy;
    TrainOptions o = tests::toyOptions();
    o.epochs = 1;
    o.checkpoint = toy.folder.path() / "run.checkpoint";
    o.resume = true;
    REQUIRE(trainM2ost(*toy.data, toy.split, o));
    TrainOptions other = o;
    other.seed = 2;
    CHECK(trainM2ost(*toy.data, toy.split, other).error().code == ErrorCode::BadInput);
    std::ofstream(o.checkpoint) << "no archive";
    CHECK(trainM2ost(*toy.data, toy.split, o).error().code == ErrorCode::BadInput);
    o.checkpoint = toy.folder.path() / "absent" / "run.checkpoint";
    CHECK(trainM2ost(*toy.data, toy.split, o).error().code == ErrorCode::WriteFailed);
}

TEST_CASE("processes share everything once")
{
    for (const int size : {1, 2, 3, 8})
        for (const std::size_t count : {0, 1, 7, 96}) {
            std::size_t next = 0;
            for (int rank = 0; rank < size; ++rank) {
                Rendezvous place;
                place.rank = rank;
                place.size = size;
                const auto share = ProcessGroup(place, nullptr).shareOf(count);
                CHECK(share.first == next);
                CHECK(share.count <= count / static_cast<std::size_t>(size) + 1);
                next += share.count;
            }
            CHECK(next == count);
        }
}

TEST_CASE("options from JSON")
{
    const auto options =
        trainOptionsFrom({{"epochs", 3}, {"tokenShare", 0.5}, {"config", {{"levels", {0, 1}}}}});
    REQUIRE(options);
    CHECK(options->epochs == 3);
    CHECK(options->tokenShare == 0.5);
    CHECK(options->config.levels == std::vector<int>{0, 1});
    CHECK(options->batchSize == 96);
    CHECK(trainOptionsFrom({{"epoch", 3}}).error().message.find("\"epoch\"") != std::string::npos);
    CHECK(trainOptionsFrom({{"epochs", "three"}}).error().code == ErrorCode::BadInput);
    CHECK(trainOptionsFrom({{"epochs", -1}}).error().code == ErrorCode::BadInput);
}

TEST_CASE("views turn all levels alike")
{
    const Toy toy;
    const std::int64_t spot[] = {7};
    const View turned[] = {{1, false, {1, 1, 1}}};
    const auto plain = makeBatch(*toy.data, {0, 1}, spot, {}, torch::kFloat, torch::kCPU);
    const auto shown = makeBatch(*toy.data, {0, 1}, spot, turned, torch::kFloat, torch::kCPU);
    for (int level = 0; level < 2; ++level)
        CHECK((torch::equal(shown.levels[level], torch::rot90(plain.levels[level], 1, {2, 3})) ||
               torch::equal(shown.levels[level], torch::rot90(plain.levels[level], 3, {2, 3}))));
    const View mirrored[] = {{0, true, {1, 1, 1}}};
    const auto flipped = makeBatch(*toy.data, {0, 1}, spot, mirrored, torch::kFloat, torch::kCPU);
    CHECK(torch::equal(flipped.levels[0], plain.levels[0].flip(3)));
    CHECK(plain.levels[0][0][0][0][0].item<float>() == doctest::Approx(40 / 255.0));
}

TEST_CASE("stain statistics and curves")
{
    const Toy toy;
    const std::int64_t spot[] = {3}; // stripes of 4 px: half of the pixels 40, half 220
    const auto stain = stainOf(*toy.data, spot, 0);
    const double low = -std::log10(221 / 256.0), high = -std::log10(41 / 256.0);
    CHECK(stain.opticalDensityMean[0] == doctest::Approx((low + high) / 2));
    CHECK(stain.opticalDensitySd[2] == doctest::Approx((high - low) / 2));
    const std::vector<EpochRecord> curve = {{1, 2, std::nan(""), std::nan(""), 3}, {2, 1, 1.5, 0.25, 3}};
    REQUIRE(writeCurveCsv(toy.folder.path() / "c.csv", curve));
    std::ifstream in(toy.folder.path() / "c.csv");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    CHECK(text == "epoch,train_loss,validation_loss,validation_score,seconds\n1,2.000000,,,3.0\n2,1.000000,1."
                  "500000,0.250000,3.0\n");
    CHECK(writeCurveSvg(toy.folder.path() / "c.svg", curve));
    CHECK(writeCurveSvg(toy.folder.path() / "absent" / "c.svg", curve).error().code ==
          ErrorCode::WriteFailed);
}
