#include "model/backends/graphbackend.h"
#include "model/comparators/bleep.h"
#include "model/inference/loadpredictor.h"
#include "model/inference/verify.h"
#include "model/methods/bleep.h"
#include "model/methods/methods.h"
#include "model/weights/hashtensor.h"
#include "tests/testsupport/tempfolder.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <numeric>

using namespace transcope;
using namespace transcope::model;

namespace {

const std::filesystem::path BleepReference =
    std::filesystem::path(TRANSCOPE_REAL_DATA) / ".." / "reference/bleep.json";
constexpr int Genes = 4, TrainingSpots = 120;

TensorMap networkTensors()
{
    TensorMap tensors;
    const Graph network = bleep(Genes);
    for (const auto& [name, shape] : network.tensors())
        tensors[name] = hashedWeight("b", name, shape);
    return tensors;
}

ModelCard card()
{
    ModelCard result;
    result.method = "bleep";
    result.configuration = {{"genes", Genes}};
    for (int gene = 0; gene < Genes; ++gene)
        result.genes.push_back({"G" + std::to_string(gene), {}});
    result.patches.downsamples = {1};
    return result;
}

core::PatchBatch patches(int count)
{
    core::PatchBatch batch;
    batch.count = count;
    batch.sizePx = 224;
    batch.padded.assign(static_cast<std::size_t>(count), 0);
    batch.levels.resize(1);
    for (const float value : hashedInput("b", "patches", {count, 224, 224, 3}, 255).data)
        batch.levels[0].push_back(static_cast<std::uint8_t>(value));
    return batch;
}

double cosine(const float* a, const float* b)
{
    double ab = 0, aa = 0, bb = 0;
    for (int i = 0; i < BleepWidth; ++i) {
        ab += static_cast<double>(a[i]) * b[i];
        aa += static_cast<double>(a[i]) * a[i];
        bb += static_cast<double>(b[i]) * b[i];
    }
    return ab / std::sqrt(aa * bb);
}

/// One gene of the plain mean over the 50 training spots whose embeddings are nearest.
double bruteForce(const float* embedding, const HostTensor& spots, const HostTensor& expression, int gene)
{
    std::vector<int> order(TrainingSpots);
    std::iota(order.begin(), order.end(), 0);
    const auto at = [&](int spot) { return spots.data.data() + std::ptrdiff_t{spot} * BleepWidth; };
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return cosine(embedding, at(a)) > cosine(embedding, at(b)); });
    double sum = 0;
    for (int i = 0; i < 50; ++i)
        sum += expression.data[static_cast<std::size_t>(order[static_cast<std::size_t>(i)] * Genes + gene)];
    return sum / 50;
}

} // namespace

TEST_CASE("BLEEP computes its reference and is counted")
{
    const Method* method = findMethod("bleep", "test").value();
    const auto count = method->count(*method, {{"genes", 250}}).value();
    CHECK(count.parameters == 24229440); // the reference file's own count
    CHECK(count.macs == doctest::Approx(4.088e9).epsilon(2e-4));
    if (!std::filesystem::exists(BleepReference)) {
        MESSAGE("no reference vectors here");
        return;
    }
    const auto report = verifyReference(BleepReference);
    REQUIRE_MESSAGE(report, report.error().text());
    CHECK(report->pass);
    CHECK(report->blocks.size() == 2);
}

TEST_CASE("BLEEP predicts the mean of the 50 training spots that look most alike")
{
    const tests::TempFolder folder;
    TensorMap tensors = networkTensors();
    const HostTensor expression = hashedInput("b", "training", {TrainingSpots, Genes}, 5);
    const auto memory = findMethod("bleep", "test").value()->memory(tensors, expression);
    REQUIRE_MESSAGE(memory, memory.error().text());
    const HostTensor spots = memory->at(BleepEmbeddings);
    REQUIRE(spots.shape == std::vector<std::int64_t>{TrainingSpots, BleepWidth});
    tensors.insert(memory->begin(), memory->end());
    REQUIRE(writeWeights(folder / "bleep.safetensors", card(), tensors));
    const auto loaded =
        loadPredictor(folder / "bleep.safetensors", {.device = "cpu", .precision = "float32"});
    REQUIRE_MESSAGE(loaded, loaded.error().text());
    CHECK((*loaded)->info().kind == core::PredictorKind::Retrieval);
    const auto batch = patches(3);
    const auto rows = (*loaded)->predict(batch);
    REQUIRE_MESSAGE(rows, rows.error().text());

    // The same image embeddings by the network alone, looked up one by one.
    HostTensor image{{3, 3, 224, 224}, std::vector<float>(3 * 3 * 224 * 224)};
    for (std::size_t i = 0; i < batch.levels[0].size(); ++i) {
        const std::size_t spot = i / (224 * 224 * 3), pixel = i / 3 % (224 * 224), colour = i % 3;
        image.data[(spot * 3 + colour) * 224 * 224 + pixel] = static_cast<float>(batch.levels[0][i]) / 255;
    }
    const auto embedded = computeGraph(bleepImage(), networkTensors(), {{"image", image}});
    REQUIRE_MESSAGE(embedded, embedded.error().text());
    const auto& embeddings = embedded->at("image_embedding");
    for (int spot = 0; spot < 3; ++spot)
        for (int gene = 0; gene < Genes; ++gene)
            CHECK(rows->at(static_cast<std::size_t>(spot * Genes + gene)) ==
                  doctest::Approx(bruteForce(embeddings.data.data() + std::ptrdiff_t{spot} * BleepWidth,
                                             spots, expression, gene))
                      .epsilon(1e-5));
}

TEST_CASE("BLEEP without training spots says so")
{
    const tests::TempFolder folder;
    REQUIRE(writeWeights(folder / "start.safetensors", card(), networkTensors()));
    const auto loaded = loadPredictor(folder / "start.safetensors", {.device = "cpu"});
    REQUIRE(!loaded);
    CHECK(loaded.error().code == core::ErrorCode::BadInput);
    CHECK(loaded.error().message.find("no training spots") != std::string::npos);
}
