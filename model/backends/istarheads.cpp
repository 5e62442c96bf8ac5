#include "model/backends/istarheads.h"

#include "model/comparators/hipt.h"
#include "model/nn/statedict.h"

namespace transcope::model {

IstarHeads::IstarHeads(const TensorMap& tensors, int heads, const torch::Device& device)
{
    const auto tensor = [&](const std::string& name) {
        const auto found = tensors.find(name);
        TORCH_CHECK(found != tensors.end(), "tensor ", name, " is missing");
        return toTorch(found->second).to(device);
    };
    for (int head = 0; head < heads; ++head) {
        const std::string path = "heads." + std::to_string(head) + ".";
        auto& layers = m_heads.emplace_back();
        for (int layer = 0; layer < IstarLayers; ++layer) {
            const std::string name = path + "net_lat." + std::to_string(layer) + ".linear.";
            layers.push_back({tensor(name + "weight"), tensor(name + "bias")});
        }
        layers.push_back({tensor(path + "net_out.linear.weight"), tensor(path + "net_out.linear.bias")});
    }
    m_low = tensor("range.low");
    m_high = tensor("range.high");
}

torch::Tensor IstarHeads::pass(const std::vector<Layer>& head, torch::Tensor x)
{
    for (std::size_t i = 0; i + 1 < head.size(); ++i)
        x = torch::leaky_relu(torch::linear(x, head[i].weight, head[i].bias), 0.1);
    return torch::elu(torch::linear(x, head.back().weight, head.back().bias), 0.01) + 0.01;
}

torch::Tensor IstarHeads::predict(const torch::Tensor& features) const
{
    std::vector<torch::Tensor> each;
    for (const auto& head : m_heads)
        each.push_back(pass(head, features));
    return std::get<0>(torch::stack(each).median(0)) * (m_high - m_low) + m_low;
}

} // namespace transcope::model
