#pragma once

#include "model/config/m2ostconfig.h"
#include "model/nn/torch.h"

namespace transcope::model {

/// The MLP of the ablated networks, over each token's channels of all levels side by side:
/// x + Linear(H → D)(GELU(Linear(D → H)(LayerNorm(x)))), H = channelHidden. It follows unified attention, and
/// stands for CCMM where that is left out. Parameters: mlp.{0,1,4}.
class TokenMlpImpl : public torch::nn::Cloneable<TokenMlpImpl>
{
public:
    explicit TokenMlpImpl(const M2ostConfig& config);
    void reset() override;
    /// tokens: [B, N, D] → [B, N, D].
    torch::Tensor forward(const torch::Tensor& tokens);

private:
    M2ostConfig m_config;
    torch::nn::Sequential m_net{nullptr};
};
TORCH_MODULE(TokenMlp);

} // namespace transcope::model
