#pragma once

#include "model/config/m2ostconfig.h"
#include "model/nn/torch.h"

namespace transcope::model {

/// The feed-forward part of ITMM, whose weights all levels share:
/// x + GELU(Linear(H → C)(GELU(Linear(C → H)(LayerNorm(x))))). Parameters: split_mlp.{0,1,4}.
class FeedForwardImpl : public torch::nn::Cloneable<FeedForwardImpl>
{
public:
    explicit FeedForwardImpl(const M2ostConfig& config);
    void reset() override;
    /// tokens: [B, N, C] → [B, N, C].
    torch::Tensor forward(const torch::Tensor& tokens);

private:
    M2ostConfig m_config;
    torch::nn::Sequential m_net{nullptr};
};
TORCH_MODULE(FeedForward);

} // namespace transcope::model
