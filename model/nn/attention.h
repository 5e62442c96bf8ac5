#pragma once

#include "model/nn/torch.h"

#include <cstdint>
#include <vector>

namespace transcope::model {

/// Random-mask attention: which entries a training step drops. Each spot's draws come from its own seed, so
/// they do not depend on which spots share a batch.
struct RandomMask
{
    double rate = 0;                  ///< share of the attention entries dropped, [0, 1); 0 = none
    std::vector<std::uint64_t> seeds; ///< one per spot of the batch

    /// The same for another block, which then drops other entries. number: different for each block.
    RandomMask forBlock(int number) const;
};

/// Multi-head attention without projections: per head h, softmax(q_h k_hᵀ / √(C / heads)) v_h.
/// q: [B, N, C]; k, v: [B, K, C], of one floating dtype; C a multiple of heads. Result: [B, N, C].
/// mask: entries dropped before the softmax. An entry (n, n) is never dropped, so that every query keeps
/// something to attend to; masking needs N = K and a seed per spot. Without gradients and mask, the scores of
/// many tokens are computed for some queries at a time, so that memory grows with N and not with N².
/// Throws c10::Error on other shapes.
torch::Tensor multiHeadAttention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                                 int heads, const RandomMask& mask = {});

/// What its values are weighted with: [B, heads, N, K], each query's sum to 1. With gradients where asked
/// for.
torch::Tensor attentionWeights(const torch::Tensor& q, const torch::Tensor& k, int heads);

/// The same without the softmax: per head q_h k_hᵀ / √(C / heads) v_h, which needs no matrix of scores.
torch::Tensor multiHeadProduct(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                               int heads);

} // namespace transcope::model
