#include "model/torchscript/runtorchscript.h"

#include "core/base/try.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>
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
    return result.isTuple() ? result.toTuple()->elements()[0].toTensor() : result.toTensor();
}

torch::Tensor perChannel(const std::array<double, 3>& values, const torch::Device& device)
{
    return torch::tensor(torch::ArrayRef<double>(values.data(), values.size()), torch::kFloat)
        .view({1, 3, 1, 1})
        .to(device);
}

/// As torchvision's Resize on a picture of 8 bits, ToTensor and Normalize. Throws c10::Error.
torch::Tensor prepared(const core::PatchBatch& batch, const ZooTransform& transform,
                       const torch::Device& device)
{
    const std::int64_t wanted = std::int64_t(batch.count) * batch.sizePx * batch.sizePx * 3;
    TORCH_CHECK(batch.levels.size() == 1 && std::int64_t(batch.levels.front().size()) == wanted,
                "the patches are not one level of ", batch.sizePx, " px");
    // Not written to: LibTorch knows no constant data.
    auto* bytes = const_cast<std::uint8_t*>(batch.levels.front().data());
    auto patches = torch::from_blob(bytes, {batch.count, batch.sizePx, batch.sizePx, 3}, torch::kUInt8)
                       .to(device)
                       .permute({0, 3, 1, 2})
                       .to(torch::kFloat)
                       .contiguous();
    if (transform.resizePx > 0 && transform.resizePx != batch.sizePx)
        patches = at::_upsample_bilinear2d_aa(patches, {transform.resizePx, transform.resizePx}, false)
                      .round()
                      .clamp(0, 255);
    return (patches / 255 - perChannel(transform.mean, device)) / perChannel(transform.sd, device);
}

/// What went wrong, in one line: LibTorch's own errors begin with it, those of the interpreter end with it.
std::string reasonOf(const std::exception& error)
{
    if (const auto* own = dynamic_cast<const c10::Error*>(&error)) {
        const std::string text = own->what_without_backtrace();
        return text.substr(0, text.find('\n'));
    }
    std::string text = error.what();
    text.erase(text.find_last_not_of(" \n") + 1);
    return text.substr(text.rfind('\n') + 1);
}

class TorchScriptPredictor final : public core::Predictor
{
public:
    TorchScriptPredictor(core::PredictorInfo info, torch::jit::Module module, const ZooTransform& transform)
        : m_info(std::move(info)), m_module(std::move(module)), m_transform(transform)
    {
        if (m_info.genes.empty())
            countOutputs();
    }
    const core::PredictorInfo& info() const override { return m_info; }
    Result<std::vector<float>> predict(const core::PatchBatch& batch) override
    {
        try {
            return rowsOf(batch);
        } catch (const std::exception& e) { // the interpreter's are no c10::Error
            return fail(ErrorCode::ModelFailure, m_info.weightsName + ": " + reasonOf(e),
                        "Check the patch size and the transform of its configuration");
        }
    }

private:
    /// [B, …] on the CPU, float32.
    torch::Tensor run(const core::PatchBatch& batch)
    {
        const torch::NoGradGuard guard;
        return outputOf(m_module, prepared(batch, m_transform, torch::Device(m_info.device)))
            .to(torch::kCPU, torch::kFloat);
    }
    void countOutputs()
    {
        core::PatchBatch one;
        one.count = 1;
        one.sizePx = m_info.patches.sizePx;
        one.levels.emplace_back(static_cast<std::size_t>(one.sizePx) * static_cast<std::size_t>(one.sizePx) *
                                3);
        m_info.genes = featureNames(run(one).numel());
        m_flattens = true;
    }
    Result<std::vector<float>> rowsOf(const core::PatchBatch& batch)
    {
        const auto genes = static_cast<std::int64_t>(m_info.genes.size());
        auto out = run(batch);
        if (out.dim() == 1 && genes == 1)
            out = out.unsqueeze(1);
        if (m_flattens && out.dim() > 2)
            out = out.flatten(1);
        if (out.dim() != 2 || out.size(0) != batch.count || out.size(1) != genes)
            return fail(ErrorCode::ModelFailure,
                        m_info.weightsName + " returned a tensor of shape " + c10::str(out.sizes()) +
                            " for " + std::to_string(batch.count) + " patches and " + std::to_string(genes) +
                            " outputs",
                        "Check num_classes and class_names, or genes, of its configuration");
        if (m_transform.classes)
            out = genes > 1 ? out.softmax(1) : out.sigmoid();
        out = out.contiguous();
        std::vector<float> rows(out.data_ptr<float>(), out.data_ptr<float>() + out.numel());
        if (!std::ranges::all_of(rows, [](float value) { return std::isfinite(value); }))
            return fail(ErrorCode::ModelFailure, m_info.weightsName + " returned values that are not finite",
                        "Check the transform of its configuration; if it is right, the model is unusable");
        return rows;
    }

    core::PredictorInfo m_info;
    torch::jit::Module m_module;
    ZooTransform m_transform;
    bool m_flattens = false;
};

} // namespace

Result<std::unique_ptr<core::Predictor>> runTorchScript(core::PredictorInfo info, const std::string& code,
                                                        const ZooTransform& transform, int threads)
{
    const std::string name = info.weightsName;
    if (threads > 0)
        at::set_num_threads(threads);
    try {
        std::istringstream stream(code);
        auto module = torch::jit::load(stream, torch::Device(info.device));
        module.eval();
        return std::make_unique<TorchScriptPredictor>(std::move(info), std::move(module), transform);
    } catch (const std::exception& e) {
        return fail(ErrorCode::ModelFailure, name + ": LibTorch cannot load it: " + reasonOf(e),
                    "Save it with a version of PyTorch that is not newer than LibTorch " TORCH_VERSION);
    }
}

} // namespace transcope::model
