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
    std::vector<torch::Tensor> means(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i].defined())
            means[i] = tokens[i].mean(1);
    return scaled(tokens, means);
}

std::vector<torch::Tensor> CcmmImpl::pooled(const std::vector<torch::Tensor>& rows)
{
    std::vector<torch::Tensor> cls(rows.size()), means(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].defined()) {
            cls[i] = rows[i].narrow(1, 0, 1);
            means[i] = rows[i].select(1, 1);
        }
    return scaled(cls, means);
}

std::vector<torch::Tensor> CcmmImpl::scaled(const std::vector<torch::Tensor>& tokens,
                                            const std::vector<torch::Tensor>& means)
{
    const std::int64_t c = m_config.channels;
    TORCH_CHECK(static_cast<int>(tokens.size()) == m_config.levelCount(), "CCMM wants ",
                m_config.levelCount(), " levels, got ", tokens.size());
    std::vector<torch::Tensor> there, channels;
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i].defined()) {
            there.push_back(means[i]);
            channels.push_back(torch::arange(static_cast<std::int64_t>(i) * c,
                                             static_cast<std::int64_t>(i + 1) * c,
                                             torch::TensorOptions(torch::kLong).device(tokens[i].device())));
        }
    TORCH_CHECK(!there.empty(), "CCMM got no level at all");
    const bool complete = there.size() == tokens.size();
    const auto factors = scales(torch::cat(there, -1), complete ? torch::Tensor() : torch::cat(channels)) + 1;
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
