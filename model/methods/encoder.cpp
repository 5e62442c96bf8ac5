#include "model/methods/encoder.h"

#include "core/base/sha256.h"
#include "core/base/try.h"
#include "model/backends/graphbackend.h"
#include "model/backends/patchpredictor.h"
#include "model/methods/methods.h"
#include "model/methods/torchscript.h"
#include "model/torchscript/importmodel.h"

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

ModelCard bareCard(const std::filesystem::path& path)
{
    const core::PatchSpec image = imageNetPatches();
    ModelCard card;
    card.method = TorchScriptMethod;
    card.patches.downsamples = image.downsamples;
    card.configuration = {
        {"title", path.stem().string()},
        {"transform",
         {{{"name", "ToTensor"}},
          {{"name", "Normalize"}, {"arguments", {{"mean", image.mean}, {"std", image.sd}}}}}},
        {"activation", "none"}};
    return card;
}

Result<WeightsFile> readEncoder(const std::filesystem::path& path)
{
    if (!isZipArchive(path))
        return readWeights(path);
    TRY(auto code, readTorchScript(path));
    TRY(auto hash, core::sha256OfFile(path));
    return WeightsFile{bareCard(path), {}, std::move(hash), {{TorchScriptBlob, std::move(code)}}};
}

Result<std::unique_ptr<core::Predictor>> loadBackbone(LoadRequest&& request)
{
    const std::string name = request.path.string();
    TRY(const auto method, findMethod(request.file.card.method, name));
    if (!method->network)
        return fail(ErrorCode::Unsupported,
                    name + " is for " + method->title + ", which has no features before a last layer",
                    "Give a backbone (" + backboneNames() + ") or TorchScript");
    const Graph graph = method->network(1).features();
    TensorMap& tensors = request.file.tensors;
    std::erase_if(tensors, [&](const auto& tensor) { return !graph.tensors().contains(tensor.first); });
    TRY_RUN(checkTensors(tensors, graph.tensors(), name));
    TRY(auto backend, makeGraphBackend(graph, std::move(tensors), request.file.card.patches, 1,
                                       request.choice, request.threads));
    const bool random = request.file.card.configuration.value("random", false);
    auto info = infoOf(*method, std::move(request));
    if (random)
        info.title = "random " + info.title;
    info.genes = featureNames(graph.shapeOf(graph.outputs().front().second).front());
    info.heldOutScore.clear();
    info.heldOutBeyondDepth.clear();
    return std::make_unique<PatchPredictor>(std::move(info), std::move(backend));
}

} // namespace

Result<core::PatchSpec> encoderPatches(const std::filesystem::path& path)
{
    if (isZipArchive(path))
        return bareCard(path).patches;
    TRY(const auto card, readModelCard(path));
    return card.patches;
}

Result<std::unique_ptr<core::Predictor>> loadEncoder(const std::filesystem::path& path,
                                                     const DeviceChoice& choice, int threads,
                                                     const core::IsTrusted& isTrusted)
{
    TRY(auto file, readEncoder(path));
    LoadRequest request{path, std::move(file), choice, threads};
    request.isTrusted = isTrusted;
    request.choice.precision = "float32";
    request.choice.precisionReason = "features are those that the regression was fitted on";
    if (request.file.card.method == TorchScriptMethod)
        return loadTorchScript(std::move(request), TorchScriptUse::Encode);
    return loadBackbone(std::move(request));
}

} // namespace transcope::model
