#include "model/torchscript/torchscript.h"

#include "core/base/sha256.h"
#include "core/base/try.h"
#include "model/torchscript/importmodel.h"

#include <ATen/Parallel.h>
#include <sstream>
#include <torch/script.h>
#include <torch/version.h>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

/// A TorchScript module's first result for patches. Throws c10::Error.
torch::Tensor outputOf(torch::jit::Module& module, const torch::Tensor& patches)
{
    const auto result = module.forward({patches});
    return result.isTuple() ? result.toTuple()->elements().front().toTensor() : result.toTensor();
}

torch::Tensor perChannel(const std::array<double, 3>& values)
{
    return torch::tensor(torch::ArrayRef<double>(values.data(), values.size()), torch::kFloat)
        .view({1, 3, 1, 1});
}

/// As torchvision's Resize on a picture of 8 bits, ToTensor and Normalize. Throws c10::Error.
torch::Tensor prepared(const core::PatchBatch& batch, const ZooTransform& transform)
{
    // Not written to: LibTorch knows no constant data.
    auto* bytes = const_cast<std::uint8_t*>(batch.levels.front().data());
    auto patches = torch::from_blob(bytes, {batch.count, batch.sizePx, batch.sizePx, 3}, torch::kUInt8)
                       .permute({0, 3, 1, 2})
                       .to(torch::kFloat)
                       .contiguous();
    if (transform.resizePx > 0 && transform.resizePx != batch.sizePx)
        patches = at::_upsample_bilinear2d_aa(patches, {transform.resizePx, transform.resizePx}, false)
                      .round()
                      .clamp(0, 255);
    return (patches / 255 - perChannel(transform.mean)) / perChannel(transform.sd);
}

class TorchScriptPredictor final : public core::Predictor
{
public:
    TorchScriptPredictor(core::PredictorInfo info, torch::jit::Module module, const ZooTransform& transform)
        : m_info(std::move(info)), m_module(std::move(module)), m_transform(transform)
    {
    }
    const core::PredictorInfo& info() const override { return m_info; }
    Result<std::vector<float>> predict(const core::PatchBatch& batch) override
    {
        try {
            return rowsOf(batch);
        } catch (const c10::Error& e) {
            return fail(ErrorCode::ModelFailure,
                        m_info.weightsName + ": " + firstLine(e.what_without_backtrace()),
                        "Check the patch size and the transform of its configuration");
        }
    }

    static std::string firstLine(const std::string& message) { return message.substr(0, message.find('\n')); }

private:
    Result<std::vector<float>> rowsOf(const core::PatchBatch& batch)
    {
        const torch::NoGradGuard guard;
        const auto genes = static_cast<std::int64_t>(m_info.genes.size());
        auto out =
            outputOf(m_module, prepared(batch, m_transform).to(m_info.device)).to(torch::kCPU, torch::kFloat);
        if (out.dim() == 1 && genes == 1)
            out = out.unsqueeze(1);
        if (out.dim() != 2 || out.size(0) != batch.count || out.size(1) != genes)
            return fail(ErrorCode::ModelFailure,
                        m_info.weightsName + " returned a tensor of shape " + c10::str(out.sizes()) +
                            " for " + std::to_string(batch.count) + " patches and " + std::to_string(genes) +
                            " outputs",
                        "Check num_classes and class_names, or genes, of its configuration");
        if (m_transform.classes)
            out = genes > 1 ? out.softmax(1) : out.sigmoid();
        out = out.contiguous();
        return std::vector<float>(out.data_ptr<float>(), out.data_ptr<float>() + out.numel());
    }

    core::PredictorInfo m_info;
    torch::jit::Module m_module;
    ZooTransform m_transform;
};

/// Stands for code that nobody has said to trust.
class UntrustedPredictor final : public core::Predictor
{
public:
    explicit UntrustedPredictor(core::PredictorInfo info) : m_info(std::move(info)) {}
    const core::PredictorInfo& info() const override { return m_info; }
    Result<std::vector<float>> predict(const core::PatchBatch&) override
    {
        return fail(ErrorCode::ModelFailure, m_info.weightsName + " holds code that is not trusted",
                    "Say that it is trusted first");
    }

private:
    core::PredictorInfo m_info;
};

core::PredictorInfo describe(LoadRequest&& request)
{
    request.choice.precision = "float32";
    request.choice.precisionReason = "TorchScript runs as it was saved";
    Method method;
    method.title = request.file.card.configuration.value("title", std::string("TorchScript"));
    auto info = infoOf(method, std::move(request));
    info.title = method.title;
    return info;
}

} // namespace

Result<std::unique_ptr<core::Predictor>> loadTorchScript(LoadRequest&& request, const IsTrusted& isTrusted)
{
    const std::string name = request.path.string();
    TRY(const auto transform, zooTransformOf(request.file.card, name));
    const auto blob = request.file.blobs.find(TorchScriptBlob);
    if (blob == request.file.blobs.end())
        return fail(ErrorCode::BadInput, name + " holds no TorchScript", "Import the model again");
    const std::string code = std::move(blob->second);
    core::Sha256 hash; // of just the bytes that are run
    hash.update(code.data(), code.size());
    const std::string digest = hash.hexDigest();
    const int threads = request.threads;
    auto info = describe(std::move(request));
    if (!isTrusted || !isTrusted(digest)) {
        info.needsTrust = digest;
        return std::make_unique<UntrustedPredictor>(std::move(info));
    }
    if (threads > 0)
        at::set_num_threads(threads);
    try {
        std::istringstream stream(code);
        auto module = torch::jit::load(stream, torch::Device(info.device));
        module.eval();
        return std::make_unique<TorchScriptPredictor>(std::move(info), std::move(module), transform);
    } catch (const c10::Error& e) {
        return fail(ErrorCode::ModelFailure,
                    name + ": LibTorch cannot load it: " +
                        TorchScriptPredictor::firstLine(e.what_without_backtrace()),
                    "Save it with a version of PyTorch that is not newer than LibTorch " TORCH_VERSION);
    }
}

} // namespace transcope::model
