#include "model/inference/loadpredictor.h"

#include "core/base/try.h"
#include "model/inference/m2ostpredictor.h"
#include "model/inference/nativebackend.h"
#include "model/inference/torchbackend.h"
#include "model/weights/weightsfile.h"

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr int CpuBatch = 32;
constexpr int CudaBatch = 256;

/// The one place that decides which code computes M2OST: the native engine on the CPU, LibTorch elsewhere and
/// for what the engine does not do: right, if slower. choice.precisionReason then says why.
Result<std::unique_ptr<M2ostBackend>> makeBackend(const M2ostConfig& config, const TensorMap& tensors,
                                                  DeviceChoice& choice, int threads)
{
    if (choice.device != "cpu")
        return makeTorchBackend(config, tensors, choice, threads);
    auto native = makeNativeBackend(config, tensors, choice, threads);
    if (native || native.error().code != ErrorCode::Unsupported)
        return native;
    choice.precisionReason += "; LibTorch computes, since " + native.error().message;
    return makeTorchBackend(config, tensors, choice, threads);
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

core::PredictorInfo infoOf(const std::filesystem::path& path, WeightsFile&& file, const DeviceChoice& choice)
{
    core::PredictorInfo info;
    info.method = methodName(file.card);
    info.genes = std::move(file.card.genes);
    info.patches = file.card.patches;
    info.normalisation = file.card.normalisation;
    info.device = choice.device;
    info.precision = choice.precision;
    info.precisionReason = choice.precisionReason;
    info.weightsName = path.filename().string();
    info.weightsHash = file.sha256;
    info.trainedOn = file.card.trainedOn;
    info.split = file.card.split;
    info.heldOutScore = std::move(file.card.heldOutScores);
    info.preferredBatch = choice.device == "cpu" ? CpuBatch : CudaBatch;
    return info;
}

} // namespace

Result<std::unique_ptr<core::Predictor>> loadPredictor(const std::filesystem::path& weights,
                                                       const LoadOptions& options)
{
    TRY(auto choice, chooseDevice(options.device, options.precision));
    TRY(auto file, readWeights(weights));
    if (file.card.method != "m2ost")
        return fail(ErrorCode::Unsupported, weights.string() + " is for the method " + file.card.method,
                    "This version of Transcope runs m2ost");
    const auto config = m2ostConfigFrom(file.card.configuration);
    if (!config)
        return fail(config.error().code, weights.string() + ": " + config.error().message,
                    "Export the weights again");
    if (const auto fault = contradiction(file.card, *config); !fault.empty())
        return fail(ErrorCode::BadInput, weights.string() + " contradicts itself: " + fault,
                    "Export the weights again");
    TRY_RUN(checkM2ostTensors(file.tensors, *config, weights.string()));
    TRY(auto backend, makeBackend(*config, file.tensors, choice, options.threads));
    return std::make_unique<M2ostPredictor>(*config, infoOf(weights, std::move(file), choice),
                                            std::move(backend));
}

} // namespace transcope::model
