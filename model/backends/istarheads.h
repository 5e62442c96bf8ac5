#pragma once

#include "model/nn/torch.h"
#include "model/weights/tensor.h"

#include <array>
#include <vector>

namespace transcope::model {

/// iStar's heads, trained apart from each other: of a superpixel's predictions the median counts.
class IstarHeads
{
public:
    /// tensors: istarHeadTensors() below "heads.0.", "heads.1.", …, and "range.low" and "range.high" [genes],
    /// a gene's smallest and largest training value. Throws c10::Error.
    IstarHeads(const TensorMap& tensors, int heads, const torch::Device& device);
    /// features: [superpixels, 579] → [superpixels, genes], on the scale of the training values.
    torch::Tensor predict(const torch::Tensor& features) const;

private:
    struct Layer
    {
        torch::Tensor weight, bias;
    };
    static torch::Tensor pass(const std::vector<Layer>& head, torch::Tensor x);

    std::vector<std::vector<Layer>> m_heads;
    torch::Tensor m_low, m_high;
};

} // namespace transcope::model
