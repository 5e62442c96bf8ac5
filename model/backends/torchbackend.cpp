#include "model/backends/torchbackend.h"

#include "model/nn/fusedattention.h"

#include <algorithm>

namespace transcope::model {

using core::ErrorCode;
using core::Result;

core::Error torchError(const std::string& device, std::string message)
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

TorchBackend::TorchBackend(std::unique_ptr<TorchNetwork> network, const torch::Device& device,
                           const TorchBackendOptions& options)
    : m_network(std::move(network)), m_device(device), m_copies(device), m_options(options),
      m_pass(device.is_cuda() ? options.cudaPass : options.cpuPass), m_normalise(options.mean, options.sd)
{
}

Result<void> TorchBackend::forward(const std::vector<const std::uint8_t*>& levels, int count, float* out)
{
    return run(levels, count, out);
}

Result<void> TorchBackend::forward(const std::vector<const float*>& levels, int count, float* out)
{
    return run(levels, count, out);
}

template <class Value>
Result<void> TorchBackend::run(const std::vector<const Value*>& levels, int count, float* out)
{
    return guardedTorch(m_device.str(), [&]() -> Result<void> {
        const c10::InferenceMode inference;
        const FusedAttentionGuard fused; // on the CPU; on a GPU attention is LibTorch's own
        TORCH_CHECK(static_cast<int>(levels.size()) == m_options.levels, "the network wants ",
                    m_options.levels, " levels, got ", levels.size());
        const std::int64_t size = m_options.sizePx, spotValues = size * size * 3;
        std::vector<torch::Tensor> rows;
        for (int first = 0; first < count; first += m_pass) {
            const int spots = std::min(m_pass, count - first);
            std::vector<torch::Tensor> images;
            for (const Value* level : levels) {
                const auto there = m_copies
                                       .upload(level + first * spotValues, spots * spotValues * sizeof(Value),
                                               {m_device.is_cuda() ? m_pass : spots, size, size, 3},
                                               torch::CppTypeToScalarType<Value>())
                                       .permute({0, 3, 1, 2});
                const bool convert = std::is_same_v<Value, std::uint8_t> && !m_network->takesBytes();
                images.push_back(convert ? m_normalise(there.to(torch::kFloat), 1.0 / 255) : there);
            }
            rows.push_back(m_network->forward(images).narrow(0, 0, spots));
        }
        // Fetched at the end, so that a GPU computes one pass while the next is prepared and copied.
        for (const auto& pass : rows) {
            const auto host = pass.to(torch::kCPU).contiguous();
            out = std::copy_n(host.template data_ptr<float>(), host.numel(), out);
        }
        return {};
    });
}

} // namespace transcope::model
