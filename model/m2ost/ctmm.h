#pragma once

#include "model/config/m2ostconfig.h"
#include "model/nn/norm.h"
#include "model/nn/torch.h"

#include <vector>

namespace transcope::model {

/// Cross-level token mixing (paper, "Cross-Level Token Mixing", Eq. 1, whose ω lies inside Linear_i): every
/// level attends to each other level; the results, concatenated over the other levels in ascending order, go
/// through Linear_i. No residual. With one level it is the identity and has no parameters. Parameters: norm,
/// per level to_q{level}, to_k{level}, to_v{level}, to_out{level}.0.
class CtmmImpl : public torch::nn::Cloneable<CtmmImpl>
{
public:
    explicit CtmmImpl(const M2ostConfig& config);
    void reset() override;
    /// tokens: per level [B, N_i, C]; an undefined tensor is a missing level: it stays undefined, and the
    /// others see zeros in its place → per level [B, N_i, C].
    std::vector<torch::Tensor> forward(const std::vector<torch::Tensor>& tokens);
    /// Per level [B, 2, C] float32: the cls token of forward()'s result, and the mean over its tokens. All
    /// that a last layer needs: Linear_i, which the mean passes through, is taken of two rows, and in float32
    /// where the weights are bfloat16. Needs more than one level.
    std::vector<torch::Tensor> pooled(const std::vector<torch::Tensor>& tokens);

private:
    /// Per level what it sees of the others, [B, N_i, (levels - 1) · C].
    std::vector<torch::Tensor> attend(const std::vector<torch::Tensor>& tokens);

    M2ostConfig m_config;
    Norm m_norm{nullptr};
    std::vector<torch::nn::Linear> m_q, m_k, m_v; ///< per level of the configuration
    std::vector<torch::nn::Sequential> m_out;     ///< the same; one Linear each
};
TORCH_MODULE(Ctmm);

} // namespace transcope::model
