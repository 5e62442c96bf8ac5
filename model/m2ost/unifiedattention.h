#pragma once

#include "model/config/m2ostconfig.h"
#include "model/nn/attention.h"
#include "model/nn/torch.h"

namespace transcope::model {

/// What stands for ITMM in the ablated networks (Ablation::UnifiedAttention): self-attention over tokens
/// whose channels are those of all levels side by side, as in a pre-norm vision transformer: x +
/// Linear(attention(Linear(LayerNorm(x)))), D wide, heads as wide as ITMM's. Parameters: attn_norm (published
/// files of the whole network hold an unused norm), to_qkv, to_out.0.
class UnifiedAttentionImpl : public torch::nn::Cloneable<UnifiedAttentionImpl>
{
public:
    explicit UnifiedAttentionImpl(const M2ostConfig& config);
    void reset() override;
    /// tokens: [B, N, D] → [B, N, D].
    torch::Tensor forward(const torch::Tensor& tokens);
    /// See ItmmImpl::setMask.
    void setMask(RandomMask mask) { m_mask = std::move(mask); }

private:
    M2ostConfig m_config;
    RandomMask m_mask;
    torch::nn::LayerNorm m_norm{nullptr};
    torch::nn::Linear m_qkv{nullptr};
    torch::nn::Sequential m_out{nullptr}; ///< one Linear
};
TORCH_MODULE(UnifiedAttention);

} // namespace transcope::model
