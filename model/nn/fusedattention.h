#pragma once

#include "model/nn/torch.h"

namespace transcope::model {

/// While one lives, multiHeadAttention() on this thread takes the native kernels of model/kernels where they
/// can do the work: on the CPU, heads 64 wide, no random mask, float32, or bfloat16 where the processor
/// multiplies it. They never write the attention matrix to memory, which makes a training step about twice
/// as fast. Off by default, so that the plain products stay what everything else is checked against.
class FusedAttentionGuard
{
public:
    FusedAttentionGuard();
    ~FusedAttentionGuard();
    FusedAttentionGuard(const FusedAttentionGuard&) = delete;
    FusedAttentionGuard& operator=(const FusedAttentionGuard&) = delete;

    static bool active();

private:
    bool m_before;
};

/// Whether fusedAttention() can take tensors like q.
bool canFuseAttention(const torch::Tensor& q, int heads);

/// multiHeadAttention() without a mask by the native kernels, with gradients by q, k and v (to first order).
/// Needs canFuseAttention(q, heads) and k, v like q.
torch::Tensor fusedAttention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                             int heads);

} // namespace transcope::model
