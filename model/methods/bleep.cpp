#include "model/methods/bleep.h"

#include "core/base/try.h"
#include "model/backends/graphbackend.h"
#include "model/backends/maketrainnetwork.h"
#include "model/backends/patchpredictor.h"
#include "model/backends/retrievalbackend.h"
#include "model/comparators/bleep.h"
#include "model/counting/graphcount.h"
#include "model/weights/hashtensor.h"

#include <cmath>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

/// The reference's expression is this much times the hashed values.
constexpr double ReferenceExpression = 8;

/// How much of the training spots lies in a file: tensors [spots, 256] and [spots, genes], one number of
/// spots.
Result<Shapes> trainingShapes(const TensorMap& tensors, std::int64_t genes, const std::string& path)
{
    const auto embeddings = tensors.find(BleepEmbeddings);
    if (embeddings == tensors.end() || embeddings->second.shape.empty())
        return fail(ErrorCode::BadInput,
                    path + " holds BLEEP's networks but no training spots to look up (tensor " +
                        std::string(BleepEmbeddings) + ")",
                    "Train BLEEP with transcope-cli train, starting from these weights");
    const std::int64_t spots = embeddings->second.shape[0];
    return Shapes{{BleepEmbeddings, {spots, BleepWidth}}, {BleepExpression, {spots, genes}}};
}

Result<std::unique_ptr<core::Predictor>> load(const Method& method, LoadRequest&& request)
{
    WeightsFile& file = request.file;
    const std::string path = request.path.string();
    const auto genes = static_cast<std::int64_t>(file.card.genes.size());
    TRY(Shapes shapes, trainingShapes(file.tensors, genes, path));
    const Graph network = bleep(static_cast<int>(genes));
    shapes.insert(network.tensors().begin(), network.tensors().end());
    TRY_RUN(checkTensors(file.tensors, shapes, path));
    TensorMap image;
    const Graph graph = bleepImage();
    for (const auto& [name, shape] : graph.tensors())
        image[name] = std::move(file.tensors[name]);
    TRY(auto encoder, makeGraphBackend(graph, std::move(image), file.card.patches, method.views,
                                       request.choice, request.threads));
    TRY(auto backend, makeRetrievalBackend(std::move(encoder), file.tensors[BleepEmbeddings],
                                           file.tensors[BleepExpression], request.choice));
    return std::make_unique<PatchPredictor>(infoOf(method, std::move(request)), std::move(backend));
}

/// The authors' names have "model." after "image_encoder."; without training spots the file is a start.
Result<void> adopt(const Method& method, Importing& importing)
{
    const std::string theirs = "image_encoder.model.", ours = "image_encoder.";
    TensorMap renamed;
    for (auto& [name, tensor] : importing.tensors)
        renamed[name.starts_with(theirs) ? ours + name.substr(theirs.size()) : name] = std::move(tensor);
    const auto genes = static_cast<int>(importing.card.genes.size());
    const Graph network = bleep(genes);
    importing.tensors.clear();
    for (auto& [name, tensor] : renamed)
        if (network.tensors().contains(name))
            importing.tensors[name] = std::move(tensor);
        else
            importing.ignored.push_back(name);
    if (const auto fits = checkTensors(importing.tensors, network.tensors(), importing.name); !fits)
        return fail(ErrorCode::BadInput, fits.error().message,
                    "These are not the weights of " + method.title);
    importing.ignored.push_back(
        "the training spots, which a state dict does not hold: the file is a start for "
        "training");
    importing.card.configuration = {{"genes", genes}};
    const auto scale = importing.card.patches.umPerPx;
    importing.card.patches = method.patches;
    importing.card.patches.umPerPx = scale;
    return {};
}

Result<OperationCount> count(const Method& method, const nlohmann::json& configuration)
{
    const auto counted = countGraph(bleep(configuration.value("genes", 0)));
    return OperationCount{counted.parameters, std::llround(1e6 * method.paper.millionParameters),
                          counted.macs, std::llround(1e9 * method.paper.gigaOperations)};
}

Result<std::vector<Computed>> compute(const Method&, const Reference& reference, const std::string& device)
{
    const auto image = reference.inputs.find("image"), expression = reference.inputs.find("expression");
    if (image == reference.inputs.end() || expression == reference.inputs.end())
        return fail(ErrorCode::BadInput, "there are no inputs image and expression");
    const Graph network = bleep(static_cast<int>(expression->second.back()));
    TensorMap tensors;
    for (const auto& [name, shape] : reference.tensors)
        tensors[name] = hashedWeight(reference.seed, name, shape);
    TRY_RUN(checkTensors(tensors, network.tensors(), "the reference"));
    const TensorMap inputs = {
        {"image", hashedInput(reference.seed, "image", image->second)},
        {"expression", hashedInput(reference.seed, "expression", expression->second, ReferenceExpression)}};
    TRY(auto outputs, computeGraph(network, std::move(tensors), inputs, device));
    return std::vector<Computed>{{"libtorch", std::move(outputs)}};
}

/// The training spots' embeddings and expression.
Result<TensorMap> memory(const TensorMap& tensors, const HostTensor& expression)
{
    const Graph graph = bleepSpot(static_cast<int>(expression.shape.back()));
    TensorMap half;
    for (const auto& [name, shape] : graph.tensors())
        if (const auto found = tensors.find(name); found != tensors.end())
            half[name] = found->second;
    TRY_RUN(checkTensors(half, graph.tensors(), "BLEEP"));
    TRY(auto outputs, computeGraph(graph, std::move(half), {{"expression", expression}}));
    return TensorMap{{BleepEmbeddings, std::move(outputs.at("spot_embedding"))},
                     {BleepExpression, expression}};
}

std::shared_ptr<TrainNetwork> trainable(const Method&, const NetworkConfig& config,
                                        const core::PatchSpec& patches)
{
    return makeBleepTrainNetwork(config.genes(), patches);
}

} // namespace

Method bleepMethod()
{
    Method method;
    method.name = "bleep";
    method.title = "BLEEP";
    method.kind = core::PredictorKind::Retrieval;
    method.patches.downsamples = {1};
    method.paper = {24.18, 4.19};
    method.count = count;
    method.load = load;
    method.compute = compute;
    method.adopt = adopt;
    // Batches of the authors' training program, epochs of the paper.
    method.training = {.loss = Loss::Contrastive,
                       .optimiser = Optimiser::AdamW,
                       .learningRate = 1e-3,
                       .weightDecay = 1e-3,
                       .batchSize = 256,
                       .epochs = 150};
    method.trainable = trainable;
    method.memory = memory;
    return method;
}

} // namespace transcope::model
