#include "core/predict/sectionpredictor.h"
#include "model/backends/istarheads.h"
#include "model/backends/maketrainnetwork.h"
#include "model/backends/trainnetwork.h"
#include "model/inference/loadpredictor.h"
#include "model/methods/hipt.h"
#include "model/nn/statedict.h"
#include "model/training/batchsource.h"
#include "model/training/trainedcard.h"
#include "model/training/trainer.h"
#include "model/weights/weightsfile.h"
#include "tests/testsupport/tempfolder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <numeric>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;
using tests::TempFolder;

namespace {

constexpr int Width = 579, SlidePx = 80;

/// A value of the feature f of a superpixel that looks like `kind`.
float featureOf(int kind, int f)
{
    return std::sin(static_cast<float>(kind * 7 + 1) * static_cast<float>(f + 1) * 0.37F);
}

PackHeader headerOf(const std::vector<PackedSection>& sections)
{
    PackHeader header;
    header.patches.sizePx = 4;
    header.patches.downsamples = {1};
    header.patches.umPerPx = 0.25; // not the features' scale
    header.genes = {{"A", ""}, {"B", ""}, {"SAME", ""}};
    header.sections = sections;
    header.origin = "a toy of superpixels";
    header.features = {"hipt", {{"random", "vit256"}}, Width, {{"vit256.x", {2}}}};
    return header;
}

/// Spots of 1, 2, 3, 1, … superpixels of the kinds 0 … 3. Gene A is 2 · kind + 1, B is −kind, SAME is 5.
struct Toy
{
    Toy();
    TempFolder folder;
    std::shared_ptr<const PackFile> data;
    Split split;
};

Toy::Toy()
{
    const std::vector<PackedSection> sections = {{"A1", "A", 0, 20}, {"A2", "A", 20, 20}, {"B1", "B", 40, 8}};
    const PackHeader header = headerOf(sections);
    const auto kindOf = [](std::int64_t spot) { return static_cast<int>(spot % 4); };
    std::vector<float> labels;
    for (std::int64_t spot = 0; spot < header.spots(); ++spot)
        for (const int label : {2 * kindOf(spot) + 1, -kindOf(spot), 5})
            labels.push_back(static_cast<float>(label));
    auto writer = PackWriter::create(folder / "toy.pack", header, labels);
    REQUIRE(writer);
    for (std::int64_t spot = 0; spot < header.spots(); ++spot)
        REQUIRE((*writer)->append(std::vector<std::uint8_t>(48, 100)));
    for (std::int64_t spot = 0; spot < header.spots(); ++spot) {
        std::vector<float> features;
        for (std::int64_t i = 0; i < 1 + spot % 3; ++i)
            for (int f = 0; f < Width; ++f)
                features.push_back(featureOf(kindOf(spot), f));
        REQUIRE((*writer)->appendFeatures(features));
    }
    REQUIRE((*writer)->endFeatures({{"vit256.x", {{2}, {0.5F, -1}}}}, 8));
    REQUIRE((*writer)->finish());
    data = *PackFile::open(folder / "toy.pack");
    split = *makeSplit(data->header(), SplitOptions{});
}

TrainOptions optionsOf(nlohmann::json more)
{
    more.update({{"method", "hipt"}});
    if (!more.contains("precision"))
        more["precision"] = "float32";
    const auto options = trainOptionsFrom(more);
    REQUIRE_MESSAGE(options.has_value(), options.error().text());
    return *options;
}

/// iStar's head in plain loops: 4 × [linear, leaky ReLU 0.1], linear, ELU(0.01) + 0.01.
std::vector<double> headOf(const TensorMap& tensors, const std::string& path, std::vector<double> x)
{
    const auto linear = [&](const std::string& name) {
        const HostTensor &weight = tensors.at(path + name + ".linear.weight"),
                         &bias = tensors.at(path + name + ".linear.bias");
        std::vector<double> y(bias.data.begin(), bias.data.end());
        for (std::size_t o = 0; o < y.size(); ++o)
            for (std::size_t i = 0; i < x.size(); ++i)
                y[o] += static_cast<double>(weight.data[o * x.size() + i]) * x[i];
        return y;
    };
    for (int layer = 0; layer < 4; ++layer) {
        x = linear("net_lat." + std::to_string(layer));
        for (double& v : x)
            v = v > 0 ? v : 0.1 * v;
    }
    x = linear("net_out");
    for (double& v : x)
        v = (v > 0 ? v : 0.01 * (std::exp(v) - 1)) + 0.01;
    return x;
}

bool sameWeights(const TensorMap& a, const TensorMap& b)
{
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
        return x.first == y.first && x.second.data == y.second.data;
    });
}

/// Runs the squares of an 80 × 80 px picture through a look or a pass.
template <class Look> void show(Look& look)
{
    const core::SpotTable& squares = look.squares();
    core::PatchBatch batch;
    batch.sizePx = 256;
    batch.count = static_cast<int>(squares.size());
    batch.levels.resize(1);
    for (const core::Spot& square : squares.spots) {
        const auto left = std::llround(square.centreLevel0Px.x) - 128,
                   top = std::llround(square.centreLevel0Px.y) - 128;
        for (std::int64_t y = top; y < top + 256; ++y)
            for (std::int64_t x = left; x < left + 256; ++x)
                for (int colour = 0; colour < 3; ++colour)
                    batch.levels[0].push_back(static_cast<std::uint8_t>(
                        x >= 0 && y >= 0 && x < SlidePx && y < SlidePx ? (x * 5 + y * 3 + colour * 70) % 256
                                                                       : 0));
        batch.padded.push_back(1);
    }
    std::vector<int> all(squares.size());
    std::iota(all.begin(), all.end(), 0);
    REQUIRE(look.take(all, batch));
    for (int step = 0; step < look.steps(); ++step)
        REQUIRE(look.step(step));
}

} // namespace

TEST_CASE("iStar's paper's way of training is the default")
{
    const auto options = optionsOf({});
    CHECK(options.optimiser == Optimiser::Adam);
    CHECK(options.learningRate == 1e-4);
    CHECK(options.epochs == 400);
    CHECK(options.batchSize == 128);
    CHECK(options.loss == Loss::MeanSquared);
    CHECK_FALSE(options.flips);
    const Toy toy;
    TrainSetup setup;
    setup.method = findMethod("hipt", "test").value();
    // 40 training spots: 40 / 16 = 2 a batch, so 20 batches.
    CHECK(makeBatchSource(*toy.data, toy.split.train, options, setup)->batchesPerEpoch() == 20);
}

TEST_CASE("iStar's loss is that of plain arithmetic, summed over the heads")
{
    torch::manual_seed(3);
    const auto network = makeIstarTrainNetwork(2, 2);
    network->startAt({torch::zeros({2}), torch::tensor({1.F, 4.F}), torch::tensor({3.F, 4.F})});
    const TensorMap tensors = tensorsOf(network->module());
    CHECK(tensors.size() == 2 * 10 + 2);
    TrainBatch batch; // a spot of two superpixels, one of one
    batch.levels = {torch::randn({3, Width})};
    batch.superpixels = torch::tensor(std::vector<std::int64_t>{2, 1});
    batch.labels = torch::tensor({{1.5F, 4.F}, {3.F, 4.F}});
    const double scaled[2][2] = {{(1.5 - 1) / 2, 0}, {1, 0}}; // of the second gene all are alike
    double expected = 0;
    std::vector<std::vector<std::vector<double>>> each; // [head][superpixel][gene]
    for (const std::string head : {"heads.0.", "heads.1."}) {
        each.emplace_back();
        for (int s = 0; s < 3; ++s) {
            std::vector<double> x;
            for (int f = 0; f < Width; ++f)
                x.push_back(batch.levels[0][s][f].item<double>());
            each.back().push_back(headOf(tensors, head, x));
        }
        for (std::size_t gene = 0; gene < 2; ++gene) {
            const auto& of = each.back();
            expected += std::pow((of[0][gene] + of[1][gene]) / 2 - scaled[0][gene], 2) / 4 +
                        std::pow(of[2][gene] - scaled[1][gene], 2) / 4;
        }
    }
    CHECK(each[0] != each[1]);
    CHECK(network->loss(batch, Loss::MeanSquared).item<double>() == doctest::Approx(expected).epsilon(1e-5));
    // A prediction: of two heads the median is the lower (torch's), scaled back: 1 + 2 · value; 4 for the
    // second gene.
    const auto rows = network->forward(batch);
    const double value = std::min(each[0][2][0], each[1][2][0]);
    CHECK(rows[1][0].item<double>() == doctest::Approx(1 + 2 * value).epsilon(1e-5));
    CHECK(rows[1][1].item<double>() == doctest::Approx(4));
}

TEST_CASE("heads learn four kinds of tissue by heart, go on where they were stopped, also in bfloat16")
{
    const Toy toy;
    for (const std::string precision : {"float32", "bfloat16"}) {
        CAPTURE(precision);
        const auto options = optionsOf({{"epochs", 10}, {"learningRate", 3e-3}, {"precision", precision}});
        const auto trained = trainMethod(*toy.data, toy.split, options);
        REQUIRE_MESSAGE(trained.has_value(), trained.error().text());
        CHECK(trained->precision == precision);
        CHECK(trained->curve.back().trainLoss < 0.1 * trained->curve.front().trainLoss);
        const auto predicted = predictPacked(*toy.data, toy.split.validation, *trained, options);
        REQUIRE(predicted);
        // The features took 8 s for 48 spots; these are 8.
        CHECK(predicted->seconds > 8.0 * 8 / 48);
        for (std::size_t spot = 0; spot < 8; ++spot) {
            const auto truth = toy.data->labels(toy.split.validation[spot]);
            for (std::size_t gene = 0; gene < 3; ++gene)
                CHECK(std::abs(predicted->rows[spot * 3 + gene] - truth[gene]) < 0.6F);
        }
        CHECK(trained->weights.at("range.low").data == std::vector<float>{1, -3, 5});
        CHECK(trained->weights.at("range.high").data == std::vector<float>{7, 0, 5});
        CHECK(trained->weights.at("vit256.x").data == std::vector<float>{0.5F, -1});
        CHECK(trained->configuration == nlohmann::json{{"genes", 3}, {"heads", 5}, {"random", "vit256"}});
        CHECK(trained->weights.at("heads.0.net_out.linear.bias").data !=
              trained->weights.at("heads.4.net_out.linear.bias").data);
    }
    auto options = optionsOf({{"epochs", 3}});
    const auto undisturbed = trainMethod(*toy.data, toy.split, options);
    options.checkpoint = toy.folder / "run.checkpoint";
    options.resume = true;
    std::stop_source source;
    const auto epochDone = [&](const EpochRecord& record) {
        if (record.epoch == 2)
            source.request_stop();
    };
    REQUIRE_FALSE(trainMethod(*toy.data, toy.split, options, {}, epochDone, source.get_token()));
    const auto resumed = trainMethod(*toy.data, toy.split, options);
    REQUIRE(resumed);
    CHECK(sameWeights(resumed->weights, undisturbed->weights));
}

TEST_CASE("what was trained on a section's features predicts the section so")
{
    const TempFolder folder;
    const Method* method = findMethod("hipt", "test").value();
    const auto networks = method->superpixelNetworks(*method, {});
    REQUIRE(networks);
    CHECK(networks->configuration == nlohmann::json{{"random", "vit256, vit4k"}});
    const auto choice = chooseDevice("cpu", "float32");
    const auto encoder = method->superpixelEncoder(*method, networks->tensors, *choice);
    REQUIRE_MESSAGE(encoder.has_value(), encoder.error().text());
    core::SpotTable spots;
    spots.diameterLevel0Px = 40;
    spots.spots = {{"a", {8, 8}}, {"b", {72, 72}}, {"c", {40, 56}}, {"d", {60, 20}}};
    const core::SectionView section{spots, {SlidePx, SlidePx}, 0.5};
    const auto look = (*encoder)->begin(section);
    REQUIRE_MESSAGE(look.has_value(), look.error().text());
    show(**look);

    PackHeader header = headerOf({{"S", "P", 0, 4}});
    header.genes = {{"A", ""}};
    header.features = {"hipt", networks->configuration, (*encoder)->width(), {}};
    for (const auto& [name, tensor] : networks->tensors)
        header.features->networks[name] = tensor.shape;
    auto writer = PackWriter::create(folder / "s.pack", header, std::vector<float>{1, 2, 3, 5});
    REQUIRE(writer);
    for (std::size_t spot = 0; spot < spots.size(); ++spot)
        REQUIRE((*writer)->append(std::vector<std::uint8_t>(48, 0)));
    for (std::size_t spot = 0; spot < spots.size(); ++spot) {
        std::vector<float> features;
        const std::size_t count = (*look)->addFeatures(spot, features);
        CHECK(features.size() == count * Width);
        if (spot == 2) // superpixel (3, 2) and its four neighbours, 16 px away; the next are 22.6
            CHECK(count == 5);
        REQUIRE((*writer)->appendFeatures(features));
    }
    REQUIRE((*writer)->endFeatures(networks->tensors, 1));
    REQUIRE((*writer)->finish());
    const auto data = *PackFile::open(folder / "s.pack");
    const auto split = *makeSplit(data->header(), *splitNamed("none", 1));
    const auto options = optionsOf({{"epochs", 20}, {"learningRate", 1e-3}});
    const auto trained = trainMethod(*data, split, options);
    REQUIRE_MESSAGE(trained.has_value(), trained.error().text());
    const auto expected = predictPacked(*data, split.train, *trained, options);
    REQUIRE(expected);
    const auto card = trainedCard(*data, split, options, *trained);
    REQUIRE(card);
    CHECK(card->patches.umPerPx == 0.5); // the features' scale, whatever patches were packed at
    REQUIRE(writeWeights(folder / "w.safetensors", *card, trained->weights));

    const auto loaded = loadPredictor(folder / "w.safetensors", {.device = "cpu", .precision = "float32"});
    REQUIRE_MESSAGE(loaded.has_value(), loaded.error().text());
    CHECK((*loaded)->info().trainedOn ==
          "a toy of superpixels; features of vit256, vit4k are random: no HIPT weights were imported");
    auto* predictor = dynamic_cast<core::SectionPredictor*>(loaded->get());
    REQUIRE(predictor);
    auto pass = predictor->begin(section);
    REQUIRE(pass);
    show(**pass);
    const auto rows = (*pass)->rows().value().values;
    REQUIRE(rows.size() == expected->rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        CHECK(rows[i] == doctest::Approx(expected->rows[i]).epsilon(1e-4));
    CHECK(std::abs(rows[3] - rows[0]) > 0.05F); // the heads learned, so that equal rows say something
}

TEST_CASE("what iStar cannot be trained with is said before it begins")
{
    const Toy toy;
    const auto refused = [&](const PackFile& data, const TrainOptions& options) {
        const auto checked = checkTraining(data, toy.split, options);
        REQUIRE_FALSE(checked);
        return checked.error();
    };
    PackHeader header = headerOf({{"A1", "A", 0, 1}, {"B1", "B", 1, 1}});
    header.features.reset();
    auto writer = PackWriter::create(toy.folder / "plain.pack", header, std::vector<float>(6, 1));
    for (int spot = 0; spot < 2; ++spot)
        REQUIRE((*writer)->append(std::vector<std::uint8_t>(48, 0)));
    REQUIRE((*writer)->finish());
    const auto plain = refused(**PackFile::open(toy.folder / "plain.pack"), optionsOf({}));
    CHECK(plain.code == ErrorCode::Unsupported);
    CHECK(plain.whatToDo.find("pack --features hipt") != std::string::npos);
    CHECK(refused(*toy.data, optionsOf({{"flips", true}})).code == ErrorCode::Unsupported);
    CHECK(checkTraining(*toy.data, toy.split, optionsOf({})));

    // Weights to start from whose transformer is another than the one that made the features.
    ModelCard card;
    card.method = "hipt";
    card.genes = {{"A", ""}};
    card.patches = findMethod("hipt", "test").value()->patches;
    auto options = optionsOf({{"epochs", 1}});
    options.startFrom = toy.folder / "start.safetensors";
    REQUIRE(writeWeights(options.startFrom, card, {{"vit256.x", {{2}, {0.5F, 1}}}}));
    const auto other = trainMethod(*toy.data, toy.split, options);
    REQUIRE_FALSE(other);
    CHECK(other.error().code == ErrorCode::InvalidArgument);
    CHECK(other.error().message.find("vit256.x") != std::string::npos);
    REQUIRE(writeWeights(options.startFrom, card, {{"vit256.x", {{2}, {0.5F, -1}}}}));
    CHECK(trainMethod(*toy.data, toy.split, options));
}
