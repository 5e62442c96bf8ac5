#pragma once

#include "model/nn/torch.h"

namespace transcope::model {

/// linear(x), x first converted to the dtype of the weight: so that products may run in bfloat16 between
/// norms and sums that stay float32. x: [..., in] of any floating dtype → [..., out] of the weight's.
inline torch::Tensor project(torch::nn::LinearImpl& linear, const torch::Tensor& x)
{
    return linear.forward(x.to(linear.weight.scalar_type()));
}

/// From now on the linear layers of a network multiply in bfloat16.
inline void useBfloat16Products(torch::nn::Module& network)
{
    for (const auto& module : network.modules(/*include_self=*/false))
        if (auto* linear = module->as<torch::nn::Linear>())
            linear->to(torch::kBFloat16);
}

} // namespace transcope::model
