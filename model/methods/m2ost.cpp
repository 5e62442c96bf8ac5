#include "model/methods/m2ost.h"

#include "core/base/try.h"
#include "core/predict/attentionmap.h"
#include "model/backends/m2ostbackend.h"
#include "model/backends/maketrainnetwork.h"
#include "model/backends/nativebackend.h"
#include "model/backends/patchpredictor.h"
#include "model/config/m2ostdetect.h"
#include "model/config/m2ostshapes.h"
#include "model/counting/m2ostcount.h"
#include "model/methods/m2ostreference.h"

#include <cmath>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

/// The one place that decides which code computes M2OST: the native engine on the CPU, LibTorch elsewhere and
/// for what the engine does not do: right, if slower. choice.precisionReason then says why.
Result<std::unique_ptr<PatchBackend>> makeBackend(const M2ostConfig& config, const TensorMap& tensors,
                                                  DeviceChoice& choice, int threads,
                                                  const M2ostExtras& extras)
{
    if (extras.attention) {
        choice.precisionReason += "; LibTorch computes, since the fast engines do not tell attention";
        return makeM2ostTorchBackend(config, tensors, choice, threads, extras);
    }
    if (choice.device != "cpu") {
        if (choice.precisionIsFree && choice.precision == "bfloat16" && computesInFloat16(config)) {
            choice.precision = "float16";
            choice.precisionReason += "; M2OST computes in float16 there, as fast and finer";
        }
        return makeM2ostTorchBackend(config, tensors, choice, threads, extras);
    }
    auto native = makeNativeBackend(config, tensors, choice, threads, extras);
    if (native || native.error().code != ErrorCode::Unsupported)
        return native;
    choice.precisionReason += "; LibTorch computes, since " + native.error().message;
    return makeM2ostTorchBackend(config, tensors, choice, threads, extras);
}

/// The patch tokens of a level, finest first (dpe.h): a square of the patch each, named by its left, top and
/// side in px.
core::GeneList tokenSquares(const M2ostConfig& config, int level)
{
    core::GeneList squares;
    const int embedders = config.embeddersOf(level), across = config.imageSize / config.patchSize;
    for (int k = embedders - 1; k >= 0; --k) {
        const int side = config.patchSize >> k, first = (config.imageSize - (config.imageSize >> k)) / 2;
        for (int token = 0; token < config.gridTokens(); ++token)
            squares.push_back(
                {core::squareName({first + token % across * side, first + token / across * side, side}), {}});
    }
    return squares;
}

/// What its rows hold besides the genes. Levels are told by the factor that their patches are reduced by.
std::vector<core::RowPart> partsOf(const core::PatchSpec& patches, const M2ostConfig& config,
                                   const M2ostExtras& extras)
{
    std::vector<core::RowPart> parts;
    for (std::size_t i = 0; extras.contributions && i < patches.downsamples.size(); ++i)
        parts.push_back({core::levelPart(i), "share of level " + std::to_string(i) + " (1/" +
                                                 std::to_string(std::lround(patches.downsamples[i])) + ")"});
    if (extras.encoded) {
        core::RowPart encoded{core::partname::Encoded, {}, {}};
        for (int i = 0; i < config.levelCount() * config.channels; ++i)
            encoded.columns.push_back({"c" + std::to_string(i), {}});
        parts.push_back(std::move(encoded));
    }
    for (std::size_t i = 0; extras.attention && i < config.levels.size(); ++i)
        parts.push_back({core::attentionPart(i), "attention of level " + std::to_string(i),
                         tokenSquares(config, config.levels[i])});
    return parts;
}

/// Empty, or how genes and patches of the card contradict the configuration.
std::string contradiction(const ModelCard& card, const M2ostConfig& config)
{
    if (static_cast<int>(card.genes.size()) != config.genes)
        return "it names " + std::to_string(card.genes.size()) + " genes, but its model predicts " +
               std::to_string(config.genes);
    if (card.patches.sizePx != config.imageSize)
        return "its patches are " + std::to_string(card.patches.sizePx) + " px, but its model takes " +
               std::to_string(config.imageSize);
    if (static_cast<int>(card.patches.downsamples.size()) != config.levelCount())
        return "it names " + std::to_string(card.patches.downsamples.size()) +
               " downsamples, but its model has " + std::to_string(config.levelCount()) + " levels";
    return {};
}

/// What published files hold and nothing uses goes.
void dropUnused(TensorMap& tensors, std::vector<std::string>& ignored)
{
    std::erase_if(tensors, [&](const auto& tensor) {
        const bool unused = isUnusedM2ostTensor(tensor.first);
        if (unused)
            ignored.push_back(tensor.first);
        return unused;
    });
}

Result<std::unique_ptr<core::Predictor>> load(const Method& method, LoadRequest&& request)
{
    WeightsFile& file = request.file;
    const std::string path = request.path.string();
    const auto config = m2ostConfigFrom(file.card.configuration);
    if (!config)
        return fail(config.error().code, path + ": " + config.error().message, "Export the weights again");
    if (const auto fault = contradiction(file.card, *config); !fault.empty())
        return fail(ErrorCode::BadInput, path + " contradicts itself: " + fault, "Export the weights again");
    std::vector<std::string> unused;
    dropUnused(file.tensors, unused);
    TRY_RUN(checkTensors(file.tensors, m2ostShapes(*config), path));
    if (request.attention && !config->hasItmm())
        return fail(ErrorCode::Unsupported, path + " has no attention within a level",
                    "Look at the spot without its attention");
    const M2ostExtras extras{request.splitLevels, request.encoded, request.attention};
    TRY(auto backend, makeBackend(*config, file.tensors, request.choice, request.threads, extras));
    auto info = infoOf(method, std::move(request));
    info.parts = partsOf(info.patches, *config, extras);
    return std::make_unique<PatchPredictor>(std::move(info), std::move(backend));
}

Result<void> adopt(const Method&, Importing& importing)
{
    dropUnused(importing.tensors, importing.ignored);
    Shapes shapes;
    for (const auto& [name, tensor] : importing.tensors)
        shapes[name] = tensor.shape;
    const auto config = detectM2ostConfig(shapes);
    if (!config)
        return fail(config.error().code, importing.name + ": " + config.error().message,
                    config.error().whatToDo);
    if (const auto fits = checkTensors(importing.tensors, m2ostShapes(*config), importing.name); !fits)
        return fail(ErrorCode::BadInput, fits.error().message, fits.error().whatToDo);
    TRY_RUN(checkGeneCount(importing, config->genes));
    importing.card.configuration = toJson(*config);
    importing.card.patches = m2ostPatches(*config, importing.card.patches.umPerPx);
    return {};
}

Result<OperationCount> count(const Method&, const nlohmann::json& configuration)
{
    TRY(const auto config, m2ostConfigFrom(configuration));
    return countM2ost(config);
}

Result<std::vector<Computed>> compute(const Method&, const Reference& reference, const std::string& device)
{
    return computeM2ostReference(reference, device);
}

} // namespace

Method m2ostMethod()
{
    Method method;
    method.name = "m2ost";
    method.title = "M2OST";
    method.patches = m2ostPatches({}, {});
    method.paper = {6.81, 2.24, PaperScore{"HER2+", 44.17, 2.87}};
    method.splitsByLevel = true;
    method.tellsAttention = true;
    method.count = count;
    method.load = load;
    method.compute = compute;
    method.adopt = adopt;
    method.patchesOf = [](const Method&, const NetworkConfig& config) {
        return m2ostPatches(config.m2ost, {});
    };
    method.configurationOf = [](const Method&, const NetworkConfig& config) { return toJson(config.m2ost); };
    method.trainable = [](const Method&, const NetworkConfig& config, const core::PatchSpec&) {
        return makeM2ostTrainNetwork(config.m2ost);
    };
    return method;
}

} // namespace transcope::model
