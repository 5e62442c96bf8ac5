#pragma once

#include "model/config/m2ostconfig.h"
#include "model/nn/torch.h"

#include <vector>

namespace transcope::model {

/// Cross-level channel mixing (paper, "Cross-Level Channel Mixing"): the mean over each level's tokens (cls
/// too), concatenated, through LayerNorm → Linear → GELU → Linear → sigmoid, gives a factor s_i per level and
/// channel; x_i becomes x_i · (1 + s_i). Parameters: net.{0,1,4}.
class CcmmImpl : public torch::nn::Cloneable<CcmmImpl>
{
public:
    explicit CcmmImpl(const M2ostConfig& config);
    void reset() override;
    /// tokens: per level [B, N_i, C] → the same. An undefined tensor is a missing level: it stays undefined,
    /// and the norm and the linear maps run over the channels of the present levels only.
    std::vector<torch::Tensor> forward(const std::vector<torch::Tensor>& tokens);
    /// rows: per level [B, 2, C], its cls token and the mean over its tokens (CtmmImpl::pooled) → the cls
    /// token of forward()'s result, [B, 1, C].
    std::vector<torch::Tensor> pooled(const std::vector<torch::Tensor>& rows);

private:
    /// The tokens times 1 + s. means: per level [B, C].
    std::vector<torch::Tensor> scaled(const std::vector<torch::Tensor>& tokens,
                                      const std::vector<torch::Tensor>& means);
    /// means: [B, channels of the present levels]; present: their indices, or undefined when all are there.
    torch::Tensor scales(const torch::Tensor& means, const torch::Tensor& present);

    M2ostConfig m_config;
    torch::nn::Sequential m_net{nullptr};
};
TORCH_MODULE(Ccmm);

} // namespace transcope::model
