#include "model/nn/norm.h"

namespace transcope::model {

NormImpl::NormImpl(std::int64_t width) : m_width(width)
{
    reset();
}

void NormImpl::reset()
{
    weight = register_parameter("weight", torch::ones(m_width));
    bias = register_parameter("bias", torch::zeros(m_width));
}

torch::Tensor NormImpl::forward(const torch::Tensor& x)
{
    return layerNorm(x, weight, bias);
}

torch::Tensor layerNorm(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                        double eps)
{
    if (x.scalar_type() != weight.scalar_type())
        return torch::layer_norm(x.to(weight.scalar_type()), weight.sizes(), weight, bias, eps);
    if (x.is_cpu() && x.scalar_type() == torch::kBFloat16)
        return torch::layer_norm(x.to(torch::kFloat), weight.sizes(), weight.to(torch::kFloat),
                                 bias.to(torch::kFloat), eps)
            .to(torch::kBFloat16);
    return torch::layer_norm(x, weight.sizes(), weight, bias, eps);
}

} // namespace transcope::model
