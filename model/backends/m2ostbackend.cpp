#include "model/backends/m2ostbackend.h"

#include "model/backends/torchbackend.h"
#include "model/m2ost/fusedm2ost.h"
#include "model/m2ost/m2ost.h"
#include "model/nn/statedict.h"

namespace transcope::model {

using core::Result;

namespace {

/// Enough for wide products; a click computes as many.
constexpr int CudaPass = 128;

class M2ostNetwork : public TorchNetwork
{
public:
    M2ostNetwork(const M2ostConfig& config, const TensorMap& tensors, const DeviceChoice& choice,
                 const M2ostExtras& extras)
        : m_model(config), m_extras(extras)
    {
        loadTensors(*m_model, tensors);
        m_model->to(torch::Device(choice.device));
        if (choice.precision == "bfloat16")
            m_model->useBfloat16Products();
        m_model->eval();
    }
    torch::Tensor forward(const std::vector<torch::Tensor>& images) override
    {
        const auto rows = m_model->predict(m_model->encode(images), m_extras);
        if (!m_extras.attention)
            return rows;
        auto parts = m_model->clsAttention(images);
        parts.insert(parts.begin(), rows);
        return torch::cat(parts, 1);
    }

private:
    M2ost m_model;
    M2ostExtras m_extras;
};

/// For the whole process: on the H200 at hand cuDNN's attention took 5.7 µs for what LibTorch's own took 7.2.
void preferCudnnAttention()
{
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 6)
    using at::SDPBackend;
    std::vector<std::int64_t> order;
    for (const auto backend : {SDPBackend::cudnn_attention, SDPBackend::flash_attention,
                               SDPBackend::efficient_attention, SDPBackend::math})
        order.push_back(static_cast<std::int64_t>(backend));
    at::globalContext().setSDPPriorityOrder(order);
#endif
}

/// The same network as a GPU computes it fastest. In float16: the residual stream is 16 bits wide too, and
/// what distinguishes spots is small beside what they share.
class FusedM2ostNetwork : public TorchNetwork
{
public:
    FusedM2ostNetwork(const M2ostConfig& config, const TensorMap& tensors, const torch::Device& device,
                      const M2ostExtras& extras)
        : m_model(config, tensors, device, torch::kHalf), m_extras(extras)
    {
        preferCudnnAttention();
    }
    torch::Tensor forward(const std::vector<torch::Tensor>& images) override
    {
        return m_model.forward(images, m_extras);
    }
    bool takesBytes() const override { return true; }

private:
    FusedM2ost m_model;
    M2ostExtras m_extras;
};

std::unique_ptr<TorchNetwork> networkFor(const M2ostConfig& config, const TensorMap& tensors,
                                         const DeviceChoice& choice, const M2ostExtras& extras)
{
    if (choice.precision == "float16")
        return std::make_unique<FusedM2ostNetwork>(config, tensors, torch::Device(choice.device), extras);
    return std::make_unique<M2ostNetwork>(config, tensors, choice, extras);
}

} // namespace

Result<std::unique_ptr<PatchBackend>> makeM2ostTorchBackend(const M2ostConfig& config,
                                                            const TensorMap& tensors,
                                                            const DeviceChoice& choice, int threads,
                                                            const M2ostExtras& extras)
{
    const auto make = [&]() -> Result<std::unique_ptr<PatchBackend>> {
        return std::make_unique<TorchBackend>(
            networkFor(config, tensors, choice, extras), torch::Device(choice.device),
            TorchBackendOptions{
                .levels = config.levelCount(), .sizePx = config.imageSize, .cudaPass = CudaPass});
    };
    return guardedTorch(choice.device, make, threads);
}

bool computesInFloat16(const M2ostConfig& config)
{
    return FusedM2ost::computes(config);
}

Result<HostTensor> forwardWithActivations(const M2ostConfig& config, const TensorMap& tensors,
                                          const std::vector<HostTensor>& levels, const ActivationProbe& probe,
                                          const std::string& device)
{
    return guardedTorch(device, [&]() -> Result<HostTensor> {
        const torch::NoGradGuard noGrad;
        M2ost model(config);
        loadTensors(*model, tensors);
        model->to(torch::Device(device));
        model->eval();
        std::vector<torch::Tensor> inputs;
        for (const auto& level : levels)
            inputs.push_back(toTorch(level).to(device));
        return toHostTensor(
            model->forward(inputs, [&](int layer, const char* block, int index, const torch::Tensor& x) {
                probe(layer, block, index, toHostTensor(x));
            }));
    });
}

} // namespace transcope::model
