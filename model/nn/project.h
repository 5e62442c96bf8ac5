#pragma once

#include "model/nn/torch.h"

namespace transcope::model {

/// linear(x), x first converted to the dtype of the weight: so that products may run in bfloat16 between
/// norms and sums that stay float32. x: [..., in] of any floating dtype → [..., out] of the weight's.
inline torch::Tensor project(torch::nn::LinearImpl& linear, const torch::Tensor& x)
{
    return linear.forward(x.to(linear.weight.scalar_type()));
}

} // namespace transcope::model
