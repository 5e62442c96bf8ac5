#pragma once

#include "model/nn/torch.h"

namespace transcope::model {

/// torch::nn::LayerNorm over the last dimension of `width` values, eps 1e-5, that takes its sums in float32:
/// LibTorch's bfloat16 one is several times slower on the CPU than the way through float32, and rounds more.
/// Parameters: weight, bias.
class NormImpl : public torch::nn::Cloneable<NormImpl>
{
public:
    explicit NormImpl(std::int64_t width);
    void reset() override;
    /// x: [..., width] of a floating dtype → the same shape in the parameters' dtype.
    torch::Tensor forward(const torch::Tensor& x);

    torch::Tensor weight, bias;

private:
    std::int64_t m_width;
};
TORCH_MODULE(Norm);

/// The same with given parameters and eps.
torch::Tensor layerNorm(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                        double eps = 1e-5);

} // namespace transcope::model
