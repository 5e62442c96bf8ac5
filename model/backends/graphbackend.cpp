#include "model/backends/graphbackend.h"

#include "model/backends/torchbackend.h"
#include "model/nn/fusedattention.h"
#include "model/nn/graphmodule.h"
#include "model/nn/statedict.h"

namespace transcope::model {

using core::Result;

namespace {

/// Spots at a time on the CPU: enough for wide products, few enough for the caches.
constexpr int CpuPass = 16;

class GraphNetwork : public TorchNetwork
{
public:
    GraphNetwork(GraphModule module, int views) : m_module(std::move(module)), m_views(views) {}
    torch::Tensor forward(const std::vector<torch::Tensor>& images) override
    {
        torch::Tensor sum;
        for (int view = 0; view < m_views; ++view) {
            auto seen = images.front().rot90(view % 4, {2, 3});
            if (view >= 4)
                seen = seen.flip(3);
            const auto out = m_module->forward({seen.contiguous(torch::MemoryFormat::ChannelsLast)}).front();
            sum = sum.defined() ? sum + out : out;
        }
        return sum / m_views;
    }

private:
    GraphModule m_module;
    int m_views;
};

} // namespace

Result<std::unique_ptr<PatchBackend>> makeGraphBackend(const Graph& graph, TensorMap tensors,
                                                       const core::PatchSpec& patches, int views,
                                                       const DeviceChoice& choice, int threads)
{
    const auto make = [&]() -> Result<std::unique_ptr<PatchBackend>> {
        const torch::Device device(choice.device);
        const auto type = choice.precision == "bfloat16" ? torch::kBFloat16 : torch::kFloat;
        TorchBackendOptions options{.sizePx = patches.sizePx, .cpuPass = CpuPass};
        options.mean = patches.mean;
        options.sd = patches.sd;
        return std::make_unique<TorchBackend>(
            std::make_unique<GraphNetwork>(readyGraph(graph, std::move(tensors), type, device), views),
            device, options);
    };
    return guardedTorch(choice.device, make, threads);
}

Result<TensorMap> computeGraph(const Graph& graph, TensorMap tensors, const TensorMap& inputs,
                               const std::string& device)
{
    return guardedTorch(device, [&]() -> Result<TensorMap> {
        const c10::InferenceMode inference;
        const FusedAttentionGuard fused;
        auto module = readyGraph(graph, std::move(tensors), torch::kFloat, torch::Device(device));
        std::vector<torch::Tensor> given;
        for (const Graph::Value input : graph.inputs())
            given.push_back(
                toTorch(inputs.at(graph.nodes()[static_cast<std::size_t>(input)].name)).to(device));
        const auto computed = module->forward(given);
        TensorMap outputs;
        for (std::size_t i = 0; i < computed.size(); ++i)
            outputs[graph.outputs()[i].first] = toHostTensor(computed[i]);
        return outputs;
    });
}

} // namespace transcope::model
