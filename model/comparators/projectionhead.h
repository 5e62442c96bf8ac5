#pragma once

#include "model/nn/norm.h"

#include <string>

namespace transcope::model {

/// BLEEP's projection head (Xie et al. 2024): h = Linear(x); LayerNorm(h + Dropout(Linear(GELU(h)))).
class ProjectionHead
{
public:
    static constexpr int Width = 256;
    /// Registers the layers in `owner` below `path`: projection, fc, layer_norm.
    ProjectionHead(torch::nn::Module& owner, const std::string& path, std::int64_t inputs);
    /// x: [B, inputs] → [B, 256] float32.
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::nn::Linear m_projection, m_fc;
    Norm m_norm;
};

} // namespace transcope::model
