#include "model/m2ost/ccmm.h"

#include "model/nn/norm.h"

namespace transcope::model {

using namespace torch::nn;

CcmmImpl::CcmmImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void CcmmImpl::reset()
{
    const std::int64_t width = static_cast<std::int64_t>(m_config.levelCount()) * m_config.channels;
    // The identity stands where the published network has a dropout of rate 0: it keeps the numbering.
    m_net = register_module("net", Sequential(Norm(width), Linear(width, m_config.channelHidden), GELU(),
                                              Identity(), Linear(m_config.channelHidden, width), Sigmoid()));
}

torch::Tensor CcmmImpl::scales(const torch::Tensor& means, const torch::Tensor& present)
{
    if (!present.defined())
        return m_net->forward(means);
    const auto& norm = m_net->at<NormImpl>(0);
    const auto& squeeze = m_net->at<LinearImpl>(1);
    const auto& expand = m_net->at<LinearImpl>(4);
    const auto normed =
        layerNorm(means, norm.weight.index_select(0, present), norm.bias.index_select(0, present));
    const auto squeezed = torch::linear(normed, squeeze.weight.index_select(1, present), squeeze.bias);
    return torch::sigmoid(torch::linear(torch::gelu(squeezed), expand.weight.index_select(0, present),
                                        expand.bias.index_select(0, present)));
}

std::vector<torch::Tensor> CcmmImpl::forward(const std::vector<torch::Tensor>& tokens)
{
    const std::int64_t c = m_config.channels;
    TORCH_CHECK(static_cast<int>(tokens.size()) == m_config.levelCount(), "CCMM wants ",
                m_config.levelCount(), " levels, got ", tokens.size());
    std::vector<torch::Tensor> means, channels;
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i].defined()) {
            means.push_back(tokens[i].mean(1));
            channels.push_back(torch::arange(static_cast<std::int64_t>(i) * c,
                                             static_cast<std::int64_t>(i + 1) * c,
                                             torch::TensorOptions(torch::kLong).device(tokens[i].device())));
        }
    TORCH_CHECK(!means.empty(), "CCMM got no level at all");
    const bool complete = means.size() == tokens.size();
    const auto factors = scales(torch::cat(means, -1), complete ? torch::Tensor() : torch::cat(channels)) + 1;
    std::vector<torch::Tensor> out(tokens.size());
    std::int64_t first = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i].defined()) {
            out[i] = tokens[i] * factors.narrow(1, first, c).unsqueeze(1);
            first += c;
        }
    return out;
}

} // namespace transcope::model
