#include "model/methods/graphmethod.h"

#include "core/base/try.h"
#include "model/backends/graphbackend.h"
#include "model/backends/maketrainnetwork.h"
#include "model/backends/patchpredictor.h"
#include "model/counting/graphcount.h"
#include "model/methods/method.h"
#include "model/weights/hashtensor.h"

#include <cmath>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr int PaperGenes = 250;

/// 0 where the configuration does not say.
int genesOf(const nlohmann::json& configuration)
{
    const bool says = configuration.is_object() && configuration.contains("genes") &&
                      configuration["genes"].is_number_integer();
    return says ? configuration["genes"].get<int>() : 0;
}

/// Empty, or how the card contradicts its method.
std::string contradiction(const ModelCard& card, const Method& method)
{
    const auto genes = genesOf(card.configuration);
    if (static_cast<int>(card.genes.size()) != genes)
        return "it names " + std::to_string(card.genes.size()) + " genes, but its model predicts " +
               std::to_string(genes);
    if (card.patches.sizePx != method.patches.sizePx ||
        card.patches.downsamples.size() != method.patches.downsamples.size())
        return "its patches are not " + std::to_string(method.patches.downsamples.size()) + " level of " +
               std::to_string(method.patches.sizePx) + " px";
    return {};
}

Result<TensorMap> hashedInputs(const Reference& reference, const Graph& graph)
{
    TensorMap inputs;
    for (const Graph::Value value : graph.inputs()) {
        const Node& node = graph.nodes()[static_cast<std::size_t>(value)];
        const auto found = reference.inputs.find(node.name);
        if (found == reference.inputs.end())
            return fail(ErrorCode::BadInput, "there is no input " + node.name);
        if (std::vector(found->second.begin() + 1, found->second.end()) != node.shape)
            return fail(ErrorCode::BadInput, "input " + node.name + " has the wrong shape");
        inputs[node.name] = hashedInput(reference.seed, node.name, found->second);
    }
    return inputs;
}

/// Genes that a reference's outputs are for.
int genesOf(const Reference& reference)
{
    const auto output = reference.outputs.find("expression");
    return output == reference.outputs.end() ? PaperGenes : static_cast<int>(output->second.shape.back());
}

} // namespace

Result<OperationCount> countGraphMethod(const Method& method, const nlohmann::json& configuration)
{
    const auto genes = genesOf(configuration);
    if (genes < 1)
        return fail(ErrorCode::BadInput, "the configuration of " + method.title + " names no genes");
    const auto count = countGraph(method.network(genes));
    return OperationCount{count.parameters, std::llround(1e6 * method.paper.millionParameters), count.macs,
                          std::llround(1e9 * method.paper.gigaOperations)};
}

Result<std::unique_ptr<core::Predictor>> loadGraphMethod(const Method& method, LoadRequest&& request)
{
    WeightsFile& file = request.file;
    const std::string path = request.path.string();
    if (const auto fault = contradiction(file.card, method); !fault.empty())
        return fail(ErrorCode::BadInput, path + " contradicts itself: " + fault, "Export the weights again");
    const Graph graph = method.network(static_cast<int>(file.card.genes.size()));
    TRY_RUN(checkTensors(file.tensors, graph.tensors(), path));
    TRY(auto backend, makeGraphBackend(graph, std::move(file.tensors), file.card.patches, method.views,
                                       request.choice, request.threads));
    return std::make_unique<PatchPredictor>(infoOf(method, std::move(request)), std::move(backend));
}

Result<std::vector<Computed>> computeGraphMethod(const Method& method, const Reference& reference,
                                                 const std::string& device)
{
    const Graph graph = method.network(genesOf(reference));
    TensorMap tensors;
    for (const auto& [name, shape] : reference.tensors)
        tensors[name] = hashedWeight(reference.seed, name, shape);
    TRY_RUN(checkTensors(tensors, graph.tensors(), "the reference"));
    TRY(const auto inputs, hashedInputs(reference, graph));
    TRY(auto outputs, computeGraph(graph, std::move(tensors), inputs, device));
    return std::vector<Computed>{{"libtorch", std::move(outputs)}};
}

Result<void> adoptForGraphMethod(const Method& method, Importing& importing)
{
    const auto genes = static_cast<int>(importing.card.genes.size());
    const Graph graph = method.network(genes);
    Shapes shapes = graph.tensors();
    const auto fits = [&](const auto& wanted) {
        const auto found = importing.tensors.find(wanted.first);
        return found != importing.tensors.end() && found->second.shape == wanted.second;
    };
    for (auto wanted = shapes.begin(); wanted != shapes.end();) {
        if (fits(*wanted) || !graph.isHead(wanted->first)) {
            ++wanted;
            continue;
        }
        importing.ignored.push_back(wanted->first + " (the last layer is not for " + std::to_string(genes) +
                                    " genes: the file is a start for training)");
        importing.tensors.erase(wanted->first);
        wanted = shapes.erase(wanted);
    }
    std::erase_if(importing.tensors, [&](const auto& tensor) {
        if (!shapes.contains(tensor.first))
            importing.ignored.push_back(tensor.first);
        return !shapes.contains(tensor.first);
    });
    if (const auto checked = checkTensors(importing.tensors, shapes, importing.name); !checked)
        return fail(ErrorCode::BadInput, checked.error().message,
                    "These are not the weights of " + method.title);
    importing.card.configuration = {{"genes", genes}};
    const auto scale = importing.card.patches.umPerPx;
    importing.card.patches = method.patches;
    importing.card.patches.umPerPx = scale;
    return {};
}

core::PatchSpec patchesOfGraphMethod(const Method& method, const NetworkConfig&)
{
    return method.patches;
}

nlohmann::json configurationOfGraphMethod(const Method&, const NetworkConfig& config)
{
    return {{"genes", config.genes()}};
}

std::shared_ptr<TrainNetwork> trainableGraph(const Method& method, const NetworkConfig& config,
                                             const core::PatchSpec& patches)
{
    return makeGraphTrainNetwork(method.network(config.genes()), patches, method.training.zeroHead);
}

} // namespace transcope::model
