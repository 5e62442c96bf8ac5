#include "model/m2ost/tokenmlp.h"

#include "model/nn/project.h"

namespace transcope::model {

using namespace torch::nn;

TokenMlpImpl::TokenMlpImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void TokenMlpImpl::reset()
{
    const std::int64_t width = m_config.width();
    const std::int64_t hidden = m_config.channelHidden;
    // The identity keeps the numbering of the published network's MLPs.
    m_net = register_module("mlp", Sequential(LayerNorm(LayerNormOptions({width})), Linear(width, hidden),
                                              GELU(), Identity(), Linear(hidden, width)));
}

torch::Tensor TokenMlpImpl::forward(const torch::Tensor& tokens)
{
    TORCH_CHECK(tokens.dim() == 3 && tokens.size(2) == m_config.width(), "the MLP wants [B, N, ",
                m_config.width(), "], got ", tokens.sizes());
    const auto normed = m_net->at<LayerNormImpl>(0).forward(tokens);
    const auto hidden = torch::gelu(project(m_net->at<LinearImpl>(1), normed));
    return tokens + project(m_net->at<LinearImpl>(4), hidden);
}

} // namespace transcope::model
