#include "model/comparators/istarhead.h"

#include "model/nn/registerat.h"

namespace transcope::model {

IstarHead::IstarHead(int genes)
    : m_layers{{torch::nn::Linear(Features, Width), torch::nn::Linear(Width, Width),
                torch::nn::Linear(Width, Width), torch::nn::Linear(Width, Width)}},
      m_out(registerAt(*this, "net_out.linear", torch::nn::Linear(Width, genes)))
{
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        registerAt(*this, "net_lat." + std::to_string(i) + ".linear", m_layers[i]);
}

torch::Tensor IstarHead::forward(const torch::Tensor& x)
{
    auto y = x;
    for (auto& layer : m_layers)
        y = torch::leaky_relu(layer(y), 0.1);
    return torch::elu(m_out(y), 0.01) + 0.01;
}

} // namespace transcope::model
