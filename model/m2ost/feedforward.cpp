#include "model/m2ost/feedforward.h"

#include "model/nn/norm.h"
#include "model/nn/project.h"

namespace transcope::model {

using namespace torch::nn;

FeedForwardImpl::FeedForwardImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void FeedForwardImpl::reset()
{
    const std::int64_t c = m_config.channels;
    const std::int64_t hidden = m_config.mlpHidden;
    // The identity stands where the published network has a dropout of rate 0: it keeps the numbering.
    m_net = register_module(
        "split_mlp", Sequential(Norm(c), Linear(c, hidden), GELU(), Identity(), Linear(hidden, c), GELU()));
}

torch::Tensor FeedForwardImpl::forward(const torch::Tensor& tokens)
{
    TORCH_CHECK(tokens.dim() == 3 && tokens.size(2) == m_config.channels, "feed-forward wants [B, N, ",
                m_config.channels, "], got ", tokens.sizes());
    const auto hidden =
        torch::gelu(project(m_net->at<LinearImpl>(1), m_net->at<NormImpl>(0).forward(tokens)));
    return tokens + torch::gelu(project(m_net->at<LinearImpl>(4), hidden));
}

} // namespace transcope::model
