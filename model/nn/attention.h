#pragma once

#include <torch/torch.h>

namespace transcope::model {

/// Multi-head attention without projections: per head h, softmax(q_h k_hᵀ / √(C / heads)) v_h.
/// q: [B, N, C]; k, v: [B, K, C], of one floating dtype; C a multiple of heads. Result: [B, N, C].
/// maskRate: share of the attention entries dropped at random before the softmax, in [0, 1); 0 = none. An
/// entry (n, n) is never dropped, so that every query keeps something to attend to; masking needs N = K.
/// Throws c10::Error on other shapes.
torch::Tensor multiHeadAttention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                                 int heads, double maskRate = 0);

} // namespace transcope::model
