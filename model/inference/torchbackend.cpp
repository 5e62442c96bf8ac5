#include "model/inference/torchbackend.h"

#include "model/inference/copystream.h"
#include "model/m2ost/m2ost.h"
#include "model/nn/fusedattention.h"
#include "model/nn/statedict.h"

#include <ATen/Parallel.h>
#include <algorithm>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

/// Spots per pass. Libraries pick other code for other batch sizes and so round differently; a pass of a
/// fixed size, filled up with black patches, keeps every spot's bits the same. On the CPU one spot alone
/// keeps the cores busy.
constexpr int CpuPass = 1;
constexpr int CudaPass = 64;

core::Error errorOf(const std::string& device, std::string message)
{
    message = message.substr(0, message.find('\n'));
    if (message.find("out of memory") != std::string::npos ||
        message.find("not enough memory") != std::string::npos)
        return {ErrorCode::DeviceFailure, device + " ran out of memory: " + message,
                "Use a smaller batch or close other programs"};
    if (message.find("CUDA") != std::string::npos || message.find("cuDNN") != std::string::npos)
        return {ErrorCode::DeviceFailure, device + " failed: " + message,
                "Restart the worker, or use --device cpu"};
    return {ErrorCode::ModelFailure, "the model failed: " + message, "Please report this"};
}

/// Runs `work` and turns what libraries throw into an Error.
template <class Work> auto guarded(const std::string& device, Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const c10::Error& e) {
        return tl::unexpected(errorOf(device, e.what_without_backtrace()));
    } catch (const std::exception& e) { // std::bad_alloc, and oneDNN's own
        return tl::unexpected(errorOf(device, e.what()));
    }
}

class TorchBackend : public M2ostBackend
{
public:
    TorchBackend(const M2ostConfig& config, const TensorMap& tensors, const DeviceChoice& choice)
        : m_device(choice.device), m_copies(m_device), m_model(config),
          m_pass(m_device.is_cuda() ? CudaPass : CpuPass)
    {
        loadTensors(*m_model, tensors);
        m_model->to(m_device);
        if (choice.precision == "bfloat16")
            m_model->useBfloat16Products();
        m_model->eval();
    }
    Result<void> forward(const std::vector<const std::uint8_t*>& levels, int count, float* out) override
    {
        return run(levels, torch::kByte, 1.0 / 255, count, out);
    }
    Result<void> forward(const std::vector<const float*>& levels, int count, float* out) override
    {
        return run(levels, torch::kFloat, 1, count, out);
    }

private:
    template <class Value>
    Result<void> run(const std::vector<const Value*>& levels, torch::ScalarType type, double scale, int count,
                     float* out)
    {
        return guarded(m_device.str(), [&]() -> Result<void> {
            const c10::InferenceMode inference;
            const FusedAttentionGuard fused; // on the CPU; on a GPU attention is LibTorch's own
            TORCH_CHECK(static_cast<int>(levels.size()) == m_model->config().levelCount(), "M2OST wants ",
                        m_model->config().levelCount(), " levels, got ", levels.size());
            std::vector<torch::Tensor> rows;
            for (int first = 0; first < count; first += m_pass) {
                const int spots = std::min(m_pass, count - first);
                std::vector<torch::Tensor> inputs;
                for (const Value* level : levels)
                    inputs.push_back(input(level, type, scale, first, spots));
                rows.push_back(m_model(inputs).narrow(0, 0, spots));
            }
            // Fetched at the end, so that a GPU computes one pass while the next is prepared and copied.
            for (const auto& pass : rows) {
                const auto host = pass.to(torch::kCPU).contiguous();
                out = std::copy_n(host.data_ptr<float>(), host.numel(), out);
            }
            return {};
        });
    }

    /// Spots first … first + spots − 1 as [pass, 3, size, size] float32 on the device.
    template <class Value>
    torch::Tensor input(const Value* level, torch::ScalarType type, double scale, int first, int spots)
    {
        const std::int64_t size = m_model->config().imageSize;
        const std::int64_t spotValues = size * size * 3;
        auto staged = torch::empty({m_pass, size, size, 3},
                                   torch::TensorOptions(type).pinned_memory(m_device.is_cuda()));
        // By all cores: one alone copies no faster than a large GPU computes.
        at::parallel_for(0, m_pass, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t spot = begin; spot < end; ++spot) {
                Value* to = staged.template data_ptr<Value>() + spot * spotValues;
                if (spot < spots)
                    std::copy_n(level + (first + spot) * spotValues, spotValues, to);
                else
                    std::fill_n(to, spotValues, Value{});
            }
        });
        return m_copies.upload(staged).permute({0, 3, 1, 2}).to(torch::kFloat).mul(scale);
    }

    torch::Device m_device;
    CopyStream m_copies;
    M2ost m_model;
    int m_pass;
};

} // namespace

Result<std::unique_ptr<M2ostBackend>> makeTorchBackend(const M2ostConfig& config, const TensorMap& tensors,
                                                       const DeviceChoice& choice, int threads)
{
    return guarded(choice.device, [&]() -> Result<std::unique_ptr<M2ostBackend>> {
        if (threads > 0)
            torch::set_num_threads(threads);
        return std::make_unique<TorchBackend>(config, tensors, choice);
    });
}

Result<HostTensor> forwardWithActivations(const M2ostConfig& config, const TensorMap& tensors,
                                          const std::vector<HostTensor>& levels, const ActivationProbe& probe)
{
    return guarded("cpu", [&]() -> Result<HostTensor> {
        const torch::NoGradGuard noGrad;
        M2ost model(config);
        loadTensors(*model, tensors);
        model->eval();
        std::vector<torch::Tensor> inputs;
        for (const auto& level : levels)
            inputs.push_back(toTorch(level));
        return toHostTensor(
            model->forward(inputs, [&](int layer, const char* block, int index, const torch::Tensor& x) {
                probe(layer, block, index, toHostTensor(x));
            }));
    });
}

} // namespace transcope::model
