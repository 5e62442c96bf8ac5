#include "model/inference/loadpredictor.h"
#include "model/training/batches.h"
#include "model/training/curvefile.h"
#include "model/training/describedtraining.h"
#include "model/training/optimiser.h"
#include "model/training/processgroup.h"
#include "model/training/trainedcard.h"
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
    const auto result = trainMethod(*toy.data, toy.split, o);
    REQUIRE(result);
    // Each label is uniform over 0 … 3: variance 1.25 around the mean.
    CHECK(result->curve.front().trainLoss < 2.5);
    CHECK(result->curve.back().trainLoss < 0.3);
    CHECK(result->curve.at(static_cast<std::size_t>(result->bestEpoch) - 1).validationLoss < 0.5);
    REQUIRE(result->heldOutScores.size() == 2);
    CHECK(result->heldOutScores[0] > 0.8f);
    CHECK(result->heldOutScores[1] > 0.8f);
    const auto rows = predictPacked(*toy.data, toy.split.validation, *result, o);
    REQUIRE(rows);
    CHECK(rows->rows.size() == 16 * 2);
    CHECK(rows->seconds > 0);
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
    const auto whole = trainMethod(*toy.data, toy.split, o);
    REQUIRE(whole);
    o.checkpoint = toy.folder.path() / "run.checkpoint";
    o.resume = true;
    // Stops in the third epoch, as a killed run would.
    std::stop_source source;
    const auto epochDone = [&](const EpochRecord& r) {
        if (r.epoch == 2)
            source.request_stop();
    };
    const auto stopped = trainMethod(*toy.data, toy.split, o, {}, epochDone, source.get_token());
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    const auto resumed = trainMethod(*toy.data, toy.split, o);
    REQUIRE(resumed);
    CHECK(resumed->epochsRun == o.epochs);
    CHECK(resumed->bestEpoch == whole->bestEpoch);
    CHECK(sameWeights(resumed->weights, whole->weights));
    for (int e = 0; e < o.epochs; ++e)
        CHECK(resumed->curve[e].validationLoss == whole->curve[e].validationLoss);
}

// The running average of the weights is what validation looks at; the weights themselves go on from where
// they are.
TEST_CASE("validation changes nothing of what is trained")
{
    const Toy toy;
    TrainOptions o = tests::toyOptions();
    o.epochs = 3;
    o.averaging = 0.9;
    o.keepLast = true;
    const auto validated = trainMethod(*toy.data, toy.split, o);
    Split unseen = toy.split;
    unseen.validation.clear();
    unseen.validationSections.clear();
    const auto alone = trainMethod(*toy.data, unseen, o);
    REQUIRE(validated);
    REQUIRE(alone);
    CHECK(sameWeights(validated->weights, alone->weights));
    CHECK(validated->curve.back().trainLoss == alone->curve.back().trainLoss);
}

namespace {

/// Patches of 224 px, as the comparators take them; a few spots of it.
struct LargeToy
{
    TempFolder folder;
    std::shared_ptr<const PackFile> data = *tests::writeToyPack(folder / "toy.pack", {0}, 224);
    Split split;

    LargeToy() { split.train = {0, 1, 2, 3}; } // stripes 1, 2, 3 and 4 px wide
};

/// What the trainer predicts is what the weights file predicts.
void checkPredictsAsItsFile(const LargeToy& toy, const TrainResult& trained, const TrainOptions& options)
{
    const auto card = trainedCard(*toy.data, toy.split, options, trained);
    REQUIRE(card);
    REQUIRE(writeWeights(toy.folder / "w.safetensors", *card, trained.weights));
    const auto predictor = loadPredictor(toy.folder / "w.safetensors", {"cpu", "float32", 0});
    REQUIRE_MESSAGE(predictor.has_value(), predictor.error().text());
    core::PatchBatch batch;
    batch.count = 2;
    batch.sizePx = 224;
    batch.levels.emplace_back();
    for (const std::int64_t spot : {1, 2}) {
        const auto patches = toy.data->patches(spot);
        batch.levels[0].insert(batch.levels[0].end(), patches.begin(), patches.end());
    }
    const auto rows = (*predictor)->predict(batch);
    const auto expected = predictPacked(*toy.data, std::vector<std::int64_t>{1, 2}, trained, options);
    REQUIRE(rows);
    REQUIRE(expected);
    for (std::size_t i = 0; i < 4; ++i)
        CHECK((*rows)[i] == doctest::Approx(expected->rows[i]).epsilon(1e-3));
}

} // namespace

TEST_CASE("a network with running statistics learns, goes on where it was stopped, and predicts as it did")
{
    const LargeToy toy;
    auto options = trainOptionsFrom({{"method", "resnet50"},
                                     {"epochs", 3},
                                     {"batchSize", 4},
                                     {"flips", false},
                                     {"learningRate", 1e-4},
                                     {"precision", "float32"}});
    REQUIRE_MESSAGE(options.has_value(), options.error().text());
    const auto whole = trainMethod(*toy.data, toy.split, *options);
    REQUIRE_MESSAGE(whole.has_value(), whole.error().text());
    CHECK(whole->curve.back().trainLoss < whole->curve.front().trainLoss);
    options->checkpoint = toy.folder.path() / "run.checkpoint";
    options->resume = true;
    std::stop_source source;
    const auto epochDone = [&](const EpochRecord&) { source.request_stop(); };
    REQUIRE_FALSE(trainMethod(*toy.data, toy.split, *options, {}, epochDone, source.get_token()));
    const auto resumed = trainMethod(*toy.data, toy.split, *options);
    REQUIRE(resumed);
    CHECK(sameWeights(resumed->weights, whole->weights));

    const auto card = trainedCard(*toy.data, toy.split, *options, *whole);
    REQUIRE(card);
    CHECK(card->method == "resnet50");
    CHECK(card->configuration == nlohmann::json{{"genes", 2}});
    checkPredictsAsItsFile(toy, *whole, *options);
}

TEST_CASE("ST-Net starts at the training mean and sees patches by their own mean")
{
    const LargeToy toy;
    auto options = trainOptionsFrom({{"method", "stnet"}, {"epochs", 1}, {"precision", "float32"}});
    REQUIRE(options);
    CHECK(options->optimiser == Optimiser::Sgd);
    CHECK(options->learningRate == 1e-6);
    CHECK(options->batchSize == 32);
    auto result = trainMethod(*toy.data, toy.split, *options);
    REQUIRE_MESSAGE(result.has_value(), result.error().text());
    // FINE is 0, 1, 2 and 3, COARSE always 5: variances 1.25 and 0.
    CHECK(result->curve.front().trainLoss == doctest::Approx(0.625).epsilon(1e-4));
    // Stripes of 40 and 220, 1 to 4 px wide: of 224 columns half are dark at widths 1, 2 and 4, at 3 px 113.
    const double bright = (3 * 112 + 111) / (4 * 224.0);
    const double mean = (40 + 180 * bright) / 255, sd = 180 * std::sqrt(bright * (1 - bright)) / 255;
    for (int c = 0; c < 3; ++c) {
        CHECK(result->patches.mean[c] == doctest::Approx(mean));
        CHECK(result->patches.sd[c] == doctest::Approx(sd));
    }
    auto& head = result->weights.at("classifier.weight").data; // still near 0, where every view says the same
    for (std::size_t i = 0; i < head.size(); ++i)
        head[i] = static_cast<float>(i % 7) - 3;
    checkPredictsAsItsFile(toy, *result, *options); // the mean of eight views
}

TEST_CASE("the optimisers' steps are those of their papers")
{
    // Two steps with gradient 2 from 1, learning rate 0.1, weight decay 0.5, momentum 0.9.
    struct Case
    {
        Optimiser optimiser;
        double first, second;
    };
    const Case cases[] = {
        // Steady gradients move Adam by the rate: the gradient's size cancels out.
        {Optimiser::Adam, 0.9, 0.8},
        // 1 · 0.95 − 0.1, then 0.85 · 0.95 − 0.1.
        {Optimiser::AdamW, 0.85, 0.7075},
        // g = 2 + 0.5: 1 − 0.25; then 2 + 0.375 and 0.9 · 2.5 on top: 0.75 − 0.4625.
        {Optimiser::Sgd, 0.75, 0.2875},
    };
    for (const Case& c : cases) {
        CAPTURE(static_cast<int>(c.optimiser));
        TrainOptions o;
        o.optimiser = c.optimiser;
        o.weightDecay = c.optimiser == Optimiser::Adam ? 0 : 0.5;
        const std::vector<torch::Tensor> parameters = {torch::ones({1}).requires_grad_()};
        TrainState state;
        state.firstMoments = {torch::zeros({1})};
        state.secondMoments = {torch::zeros({1})};
        for (const double expected : {c.first, c.second}) {
            parameters[0].mutable_grad() = torch::full({1}, 2.0F);
            optimiserStep(parameters, state, o, 0.1);
            CHECK(parameters[0].item<double>() == doctest::Approx(expected).epsilon(1e-5));
        }
    }
}

TEST_CASE("a pack of more levels than the network takes trains as one of just those")
{
    const Toy toy;
    const TempFolder folder;
    const auto alone = *tests::writeToyPack(folder / "toy.pack", {1});
    TrainOptions o = tests::toyOptions();
    o.config.levels = {1};
    o.epochs = 2;
    const auto subset = trainMethod(*toy.data, toy.split, o);
    const auto exact = trainMethod(*alone, toy.split, o);
    REQUIRE(subset);
    REQUIRE(exact);
    CHECK(sameWeights(subset->weights, exact->weights));
    const std::int64_t spot[] = {2}; // stripes of 3 px at level 0, of 1 px at level 1
    CHECK((looksOf(*toy.data, spot, 1) == looksOf(*alone, spot, 1)));
    CHECK((looksOf(*toy.data, spot, 1) != looksOf(*toy.data, spot, 0)));
    o.config.levels = {0, 1};
    CHECK(trainMethod(*alone, toy.split, o).error().message.find("level 0") != std::string::npos);
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
            const auto result = trainMethod(*toy.data, toy.split, o);
            REQUIRE_MESSAGE(result.has_value(), result.error().text());
            CHECK(result->curve.back().trainLoss < result->curve.front().trainLoss);
            CHECK(predictPacked(*toy.data, toy.split.validation, *result, o));
        }
}

TEST_CASE("bfloat16 follows float32")
{
    const Toy toy;
    TrainOptions o = tests::toyOptions();
    o.epochs = 2;
    const auto exact = trainMethod(*toy.data, toy.split, o);
    o.precision = "bfloat16";
    const auto rounded = trainMethod(*toy.data, toy.split, o);
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
    const auto first = trainMethod(*toy.data, toy.split, o);
    REQUIRE(first);
    ModelCard card;
    card.configuration = toJson(o.config);
    card.genes = toy.data->header().genes;
    const auto path = toy.folder.path() / "first.safetensors";
    REQUIRE(writeWeights(path, card, first->weights));
    o.startFrom = path;
    o.learningRate = 1e-12; // stays where it starts
    const auto kept = trainMethod(*toy.data, toy.split, o);
    REQUIRE(kept);
    const auto same = [&](const char* name) {
        return kept->weights.at(name).data == first->weights.at(name).data;
    };
    CHECK(same("cls_token"));
    CHECK(same("mlp_head.weight"));

    card.genes[0].symbol = "ANOTHER";
    REQUIRE(writeWeights(path, card, first->weights));
    const auto other = trainMethod(*toy.data, toy.split, o);
    REQUIRE(other);
    CHECK(other->weights.at("cls_token").data == first->weights.at("cls_token").data);
    CHECK(other->weights.at("mlp_head.weight").data != first->weights.at("mlp_head.weight").data);

    o.startFrom = toy.folder.path() / "absent.safetensors";
    const auto absent = trainMethod(*toy.data, toy.split, o);
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
    const auto result = trainMethod(*toy.data, toy.split, o);
    REQUIRE(result);
    CHECK(result->epochsRun < 40);
    CHECK(result->epochsRun == result->bestEpoch + 2);

    o.patience = 0;
    o.epochs = result->epochsRun;
    o.keepLast = true;
    const auto last = trainMethod(*toy.data, toy.split, o);
    REQUIRE(last);
    CHECK(last->bestEpoch == o.epochs);
    CHECK_FALSE(sameWeights(last->weights, result->weights));
    o.patience = 2;
    CHECK_FALSE(trainMethod(*toy.data, toy.split, o));
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
        const auto result = trainMethod(*toy.data, split, o);
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
    REQUIRE(trainMethod(*toy.data, toy.split, o));
    TrainOptions other = o;
    other.seed = 2;
    CHECK(trainMethod(*toy.data, toy.split, other).error().code == ErrorCode::BadInput);
    std::ofstream(o.checkpoint) << "no archive";
    CHECK(trainMethod(*toy.data, toy.split, o).error().code == ErrorCode::BadInput);
    o.checkpoint = toy.folder.path() / "absent" / "run.checkpoint";
    CHECK(trainMethod(*toy.data, toy.split, o).error().code == ErrorCode::WriteFailed);
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

TEST_CASE("each spot of a batch is shown in its own view")
{
    const Toy toy;
    const std::int64_t spots[] = {7, 3, 7, 3, 7, 3, 7, 3, 7};
    std::vector<View> views;
    for (int i = 0; i < 8; ++i)
        views.push_back({i % 4, i >= 4, {1, 0.5f, i % 2 == 0 ? 1.0f : 2.0f}});
    views.push_back({}); // two spots are shown the same way
    const auto plain =
        makeBatch(*toy.data, {0}, spots, {}, torch::kFloat, torch::kCPU).levels[0].mul(255).round();
    const auto shown =
        makeBatch(*toy.data, {0}, spots, views, torch::kFloat, torch::kCPU).levels[0].mul(255).round();
    const auto size = plain.size(3);
    const auto from = plain.accessor<float, 4>(), to = shown.accessor<float, 4>();
    int wrong = 0;
    for (std::int64_t spot = 0; spot < 9; ++spot)
        for (int c = 0; c < 3; ++c)
            for (std::int64_t y = 0; y < size; ++y)
                for (std::int64_t x = 0; x < size; ++x) {
                    const View& view = views[static_cast<std::size_t>(spot)];
                    std::int64_t row = y, column = view.mirrored ? size - 1 - x : x;
                    for (int turn = 0; turn < view.quarterTurns; ++turn) // clockwise
                        std::tie(row, column) = std::pair(size - 1 - column, row);
                    const double shade = std::pow(from[spot][c][row][column] / 255.0,
                                                  view.absorption[static_cast<std::size_t>(c)]);
                    wrong += to[spot][c][y][x] != std::round(255 * shade);
                }
    CHECK(wrong == 0);
}

TEST_CASE("how sections look, and curves")
{
    const Toy toy;
    const std::int64_t spot[] = {3}; // stripes of 4 px: half of the pixels 40, half 220
    const auto looks = looksOf(*toy.data, spot, 0);
    REQUIRE(looks.size() == 1);
    const double low = -std::log10(221 / 256.0), high = -std::log10(41 / 256.0);
    CHECK(looks[0].mean.opticalDensity[0] == doctest::Approx((low + high) / 2));
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
