#include "model/methods/sectionmethods.h"

#include "core/base/try.h"
#include "model/backends/maketrainnetwork.h"
#include "model/backends/sectionpredictor.h"
#include "model/counting/graphcount.h"
#include "model/weights/hashtensor.h"

#include <cmath>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr const char* HisToGeneName = "histogene";
constexpr int PaperImageSize = 224;     ///< that Table 3 counts
constexpr int PublishedImageSize = 112; ///< that the authors train with
constexpr int PaperSpots = 718;
/// The reference's patches are raw, 0 … 255.
constexpr double HisToGeneReferenceFactor = 255;

core::PatchSpec sectionPatches(const SectionConfig& config)
{
    core::PatchSpec patches;
    patches.sizePx = config.imageSize;
    patches.downsamples = {1};
    return patches;
}

/// Empty, or how the card contradicts itself.
std::string contradiction(const ModelCard& card, const SectionConfig& config)
{
    if (static_cast<int>(card.genes.size()) != config.genes)
        return "it names " + std::to_string(card.genes.size()) + " genes, but its model predicts " +
               std::to_string(config.genes);
    if (card.patches.sizePx != config.imageSize || card.patches.downsamples.size() != 1)
        return "its patches are not one level of " + std::to_string(config.imageSize) + " px";
    return {};
}

Result<std::unique_ptr<core::Predictor>> load(const Method& method, LoadRequest&& request)
{
    const std::string path = request.path.string();
    const auto config = sectionConfigFrom(request.file.card.configuration);
    if (!config)
        return fail(config.error().code, path + ": " + config.error().message, "Export the weights again");
    if (const auto fault = contradiction(request.file.card, *config); !fault.empty())
        return fail(ErrorCode::BadInput, path + " contradicts itself: " + fault, "Export the weights again");
    TRY_RUN(checkTensors(request.file.tensors, sectionGraphs(*config, 1).tensors(), path));
    TensorMap tensors = std::move(request.file.tensors);
    const DeviceChoice choice = request.choice;
    const int threads = request.threads;
    const std::uint64_t limit = request.memoryLimitBytes;
    return makeSectionPredictor(infoOf(method, std::move(request)), *config, std::move(tensors), choice,
                                threads, limit);
}

Result<void> adopt(const Method& method, Importing& importing)
{
    Shapes shapes;
    for (const auto& [name, tensor] : importing.tensors)
        shapes[name] = tensor.shape;
    const auto config = sectionConfigOf(shapes);
    if (!config)
        return fail(config.error().code, importing.name + ": " + config.error().message,
                    config.error().whatToDo);
    const Shapes wanted = sectionGraphs(*config, 1).tensors();
    std::erase_if(importing.tensors, [&](const auto& tensor) {
        if (!wanted.contains(tensor.first))
            importing.ignored.push_back(tensor.first);
        return !wanted.contains(tensor.first);
    });
    if (const auto fits = checkTensors(importing.tensors, wanted, importing.name); !fits)
        return fail(ErrorCode::BadInput, fits.error().message,
                    "These are not the weights of " + method.title);
    TRY_RUN(checkGeneCount(importing, config->genes));
    importing.card.configuration = toJson(*config);
    const auto scale = importing.card.patches.umPerPx;
    importing.card.patches = sectionPatches(*config);
    importing.card.patches.umPerPx = scale;
    return {};
}

/// HisToGene's for a section, Hist2ST's for a spot.
OperationCount countOf(const SectionConfig& config, const PaperFigures& paper)
{
    const bool perSpot = config.graphLayers > 0;
    const int spots = perSpot ? 1 : PaperSpots;
    const SectionGraphs graphs = sectionGraphs(config, spots);
    OperationCount count;
    for (const auto& [name, shape] : graphs.tensors())
        if (!name.ends_with("running_mean") && !name.ends_with("running_var"))
            count.parameters += static_cast<std::int64_t>(elementCount(shape));
    count.macs = spots * (countGraph(graphs.embedding).macs + graphLayerMacs(config));
    for (const Graph& block : graphs.blocks)
        count.macs += countGraph(block).macs;
    count.macs += countGraph(graphs.head).macs;
    count.parametersPaper = std::llround(1e6 * paper.millionParameters);
    count.macsPaper = std::llround(1e9 * paper.gigaOperations);
    return count;
}

Result<OperationCount> count(const Method& method, const nlohmann::json& configuration)
{
    const int genes = configuration.value("genes", 0);
    const int imageSize = configuration.value("imageSize", PaperImageSize);
    const auto config =
        method.name == HisToGeneName ? histogeneConfig(imageSize, genes) : hist2stConfig(imageSize, genes);
    TRY_RUN(sectionConfigFrom(toJson(config)));
    return countOf(config, method.paper);
}

Result<std::vector<Computed>> compute(const Method& method, const Reference& reference,
                                      const std::string& device)
{
    TRY(const auto config, sectionConfigOf(reference.tensors));
    const auto patches = reference.inputs.find("patches");
    const auto grid = reference.values.find("grid");
    if (patches == reference.inputs.end() || grid == reference.values.end())
        return fail(ErrorCode::BadInput, "there are no inputs patches and grid");
    TensorMap tensors;
    for (const auto& [name, shape] : reference.tensors)
        tensors[name] = hashedWeight(reference.seed, name, shape);
    TRY_RUN(checkTensors(tensors, sectionGraphs(config, 1).tensors(), "the reference"));
    const double factor = method.name == HisToGeneName ? HisToGeneReferenceFactor : 1;
    const TensorMap inputs = {{"patches", hashedInput(reference.seed, "patches", patches->second, factor)},
                              {"grid", grid->second}};
    TRY(auto outputs, computeSection(config, std::move(tensors), inputs, device));
    return std::vector<Computed>{{"libtorch", std::move(outputs)}};
}

/// As published, with patches of 112 px, unless the configuration says otherwise.
SectionConfig configOf(const Method& method, const NetworkConfig& network)
{
    SectionConfig config = network.section ? *network.section
                           : method.name == HisToGeneName
                               ? histogeneConfig(PublishedImageSize, network.genes())
                               : hist2stConfig(PublishedImageSize, network.genes());
    config.genes = network.genes();
    return config;
}

Method sectionMethod(const char* name, const char* title, PaperFigures paper)
{
    Method method;
    method.name = name;
    method.title = title;
    method.kind = core::PredictorKind::Section;
    method.patches = sectionPatches(configOf(method, {}));
    method.paper = paper;
    // A batch is a section.
    method.training = {.learningRate = 1e-5, .batchSize = 1, .flips = false};
    method.count = count;
    method.load = load;
    method.compute = compute;
    method.adopt = adopt;
    method.patchesOf = [](const Method& m, const NetworkConfig& network) {
        return sectionPatches(configOf(m, network));
    };
    method.configurationOf = [](const Method& m, const NetworkConfig& network) {
        return toJson(configOf(m, network));
    };
    method.trainable = [](const Method& m, const NetworkConfig& network, const core::PatchSpec&) {
        return makeSectionTrainNetwork(configOf(m, network));
    };
    return method;
}

} // namespace

Method histogeneMethod()
{
    Method method = sectionMethod(HisToGeneName, "HisToGene", {187.99, 135.07});
    method.spotsCounted = PaperSpots;
    return method;
}

Method hist2stMethod()
{
    Method method = sectionMethod("hist2st", "Hist2ST", {675.50, 1063.23});
    method.training.loss = Loss::CountsDistilled;
    method.training.epochs = 350;
    method.training.stepEpochs = 50;
    method.training.stepFactor = 0.9;
    return method;
}

} // namespace transcope::model
