#pragma once

#include "model/nn/torch.h"

#include <vector>

namespace transcope::model {

/// iStar's heads (Zhang et al. 2024), trained apart from each other: of a superpixel's predictions the median
/// counts. Tensors are named as weights files name them: istarHeadTensors() below "heads.0.", "heads.1.", …,
/// and the buffers "range.low" and "range.high" [genes], a gene's smallest and largest training value.
class IstarHeadsImpl : public torch::nn::Module
{
public:
    /// Weights start as PyTorch starts linear layers, another draw for each head; ranges are 0 … 1.
    IstarHeadsImpl(int heads, std::int64_t genes);

    void setRange(const torch::Tensor& low, const torch::Tensor& high);
    /// Values on the training values' scale to 0 … 1 and back; a gene of one value is 0.
    torch::Tensor scaled(const torch::Tensor& values) const;
    torch::Tensor unscaled(const torch::Tensor& values) const { return values * (m_high - m_low) + m_low; }
    /// features: [superpixels, 579] in the weights' dtype → of each head [superpixels, genes] float32,
    /// scaled.
    std::vector<torch::Tensor> each(const torch::Tensor& features);
    /// The same → [superpixels, genes] float32, on the training values' scale.
    torch::Tensor predict(const torch::Tensor& features);

private:
    struct Head
    {
        std::vector<torch::nn::Linear> hidden;
        torch::nn::Linear out = nullptr;
    };
    static torch::Tensor pass(Head& head, torch::Tensor x);

    std::vector<Head> m_heads;
    torch::Tensor m_low, m_high;
};
TORCH_MODULE(IstarHeads);

/// Means over each spot's superpixels, which follow one another. values: [superpixels, genes]; counts: of
/// each spot, int64 [spots] → [spots, genes].
torch::Tensor meansOfSpots(const torch::Tensor& values, const torch::Tensor& counts);

} // namespace transcope::model
