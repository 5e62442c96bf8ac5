#pragma once

#include "model/config/m2ostconfig.h"
#include "model/nn/attention.h"
#include "model/nn/torch.h"

#include <vector>

namespace transcope::model {

/// Intra-level token mixing (paper, "Intra-Level Token Mixing"): self-attention of each level by itself, plus
/// the input; no norm before it. Parameters per level: to_qkv{level+1}, to_out{level+1}.0.
class ItmmImpl : public torch::nn::Cloneable<ItmmImpl>
{
public:
    explicit ItmmImpl(const M2ostConfig& config);
    void reset() override;
    /// tokens: [B, N, C] of the level config.levels[index] → [B, N, C].
    torch::Tensor forward(const torch::Tensor& tokens, int index);
    /// How much the cls token looks at each patch token, mean over the heads: [B, N − 1]. With what it looks
    /// at itself a spot's sum to 1.
    torch::Tensor clsAttention(const torch::Tensor& tokens, int index);
    /// Random-mask self-attention, which holds while training.
    void setMask(RandomMask mask) { m_mask = std::move(mask); }

private:
    M2ostConfig m_config;
    RandomMask m_mask;
    std::vector<torch::nn::Linear> m_qkv;     ///< per level of the configuration
    std::vector<torch::nn::Sequential> m_out; ///< the same; one Linear each
};
TORCH_MODULE(Itmm);

} // namespace transcope::model
