#include "model/backends/maketrainnetwork.h"
#include "model/backends/trainnetwork.h"
#include "model/inference/loadpredictor.h"
#include "model/methods/methods.h"
#include "model/nn/statedict.h"
#include "model/training/optimiser.h"
#include "model/training/trainedcard.h"
#include "model/training/trainer.h"
#include "model/weights/weightsfile.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/toypack.h"

#include <doctest/doctest.h>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;

namespace {

/// Four spots to train on, stripes 1, 2, 3 and 4 px wide.
struct Toy
{
    tests::TempFolder folder;
    std::shared_ptr<const PackFile> data = *tests::writeToyPack(folder / "toy.pack", {0}, 224);
    Split split;

    Toy() { split.train = {0, 1, 2, 3}; }
};

} // namespace

TEST_CASE("BLEEP learns which patches belong to which expression, and finds such spots again")
{
    // Half of the spots are dark and express the first gene, half are bright and express the second.
    constexpr int Known = 100, Batch = 8, Steps = 100, HeldOut = 8, Px = 32;
    torch::manual_seed(1);
    const auto kinds = [](int spots) {
        return torch::arange(spots, torch::kFloat).remainder(2).unsqueeze(1); // 0, 1, 0, 1, …
    };
    const auto batchOf = [&](int spots) {
        TrainBatch batch;
        const auto kind = kinds(spots);
        batch.levels = {0.2 * torch::rand({spots, 3, Px, Px}) + 0.7 * kind.view({spots, 1, 1, 1})};
        batch.labels = torch::cat({3 * (1 - kind), 3 * kind}, 1);
        return batch;
    };
    const auto network = makeBleepTrainNetwork(2, {});
    CHECK_THROWS(network->forward(batchOf(Batch))); // nothing to look up yet
    const auto parameters = network->module().parameters();
    TrainState state;
    for (const torch::Tensor& p : parameters) {
        state.firstMoments.push_back(torch::zeros_like(p));
        state.secondMoments.push_back(torch::zeros_like(p));
    }
    // Slowly enough for the running statistics to follow within the steps that a test has.
    const TrainOptions options = trainOptionsFrom({{"method", "bleep"}, {"learningRate", 1e-4}}).value();
    double first = 0, last = 0;
    for (int step = 0; step < Steps; ++step) {
        const auto loss = network->loss(batchOf(Batch), Loss::Contrastive);
        loss.backward();
        optimiserStep(parameters, state, options, options.learningRate);
        last = loss.item<double>();

        first = step == 0 ? last : first;
    }
    CHECK(last < 0.8 * first);

    TensorMap weights;
    for (const auto& [name, tensor] : tensorsOf(network->module()))
        weights[network->nameOf(name)] = tensor;
    const auto memory =
        findMethod("bleep", "test").value()->memory(weights, toHostTensor(batchOf(Known).labels));
    REQUIRE_MESSAGE(memory.has_value(), memory.error().text());
    network->recall(*memory, torch::Device("cpu"));
    network->module().eval();
    const torch::NoGradGuard noGrad;
    const TrainBatch heldOut = batchOf(HeldOut);
    const auto squares = torch::mse_loss(network->forward(heldOut), heldOut.labels).item<double>();
    CHECK(squares < 0.5); // the mean, 1.5 of both genes, is off by 2.25
}

TEST_CASE("BLEEP keeps its training spots, goes on where it was stopped, and predicts as its weights do")
{
    const Toy toy;
    auto options =
        trainOptionsFrom({{"method", "bleep"}, {"epochs", 2}, {"batchSize", 4}, {"precision", "float32"}});
    REQUIRE_MESSAGE(options.has_value(), options.error().text());
    CHECK(options->optimiser == Optimiser::AdamW);
    CHECK(options->learningRate == 1e-3);
    CHECK(options->weightDecay == 1e-3);
    CHECK(options->loss == Loss::Contrastive);
    const auto whole = trainMethod(*toy.data, toy.split, *options);
    REQUIRE_MESSAGE(whole.has_value(), whole.error().text());
    CHECK(whole->weights.at("training.embeddings").shape == std::vector<std::int64_t>{4, 256});
    // FINE and COARSE of the four spots.
    CHECK(whole->weights.at("training.expression").data == std::vector<float>{0, 5, 1, 5, 2, 5, 3, 5});

    options->checkpoint = toy.folder.path() / "run.checkpoint";
    options->resume = true;
    std::stop_source source;
    const auto epochDone = [&](const EpochRecord&) { source.request_stop(); };
    REQUIRE_FALSE(trainMethod(*toy.data, toy.split, *options, {}, epochDone, source.get_token()));
    const auto resumed = trainMethod(*toy.data, toy.split, *options);
    REQUIRE(resumed);
    for (const auto& [name, tensor] : whole->weights)
        CHECK_MESSAGE(resumed->weights.at(name).data == tensor.data, name);

    const auto card = trainedCard(*toy.data, toy.split, *options, *whole);
    REQUIRE(card);
    REQUIRE(writeWeights(toy.folder / "w.safetensors", *card, whole->weights));
    const auto predictor = loadPredictor(toy.folder / "w.safetensors", {"cpu", "float32", 0});
    REQUIRE_MESSAGE(predictor.has_value(), predictor.error().text());
    core::PatchBatch batch;
    batch.count = 1;
    batch.sizePx = 224;
    const auto patches = toy.data->patches(2);
    batch.levels.emplace_back(patches.begin(), patches.end());
    const auto rows = (*predictor)->predict(batch);
    const auto expected = predictPacked(*toy.data, std::vector<std::int64_t>{2}, *whole, *options);
    REQUIRE(rows);
    REQUIRE(expected);
    // Of four spots all are among the 50 nearest: their mean, 1.5 and 5.
    CHECK(expected->rows == std::vector<float>{1.5f, 5});
    CHECK(*rows == expected->rows);

    options->rendezvous.emplace().size = 2;
    CHECK(checkTraining(*toy.data, toy.split, *options).error().code == ErrorCode::Unsupported);
    options->rendezvous.reset();
    options->loss = Loss::MeanSquared;
    CHECK(checkTraining(*toy.data, toy.split, *options).error().code == ErrorCode::InvalidArgument);
}
