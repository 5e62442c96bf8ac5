#pragma once

#include "model/nn/transformerblock.h"

#include <vector>

namespace transcope::model {

/// The transformer that both stages of HIPT (Chen et al. 2022) are: a cls token, positions on a 14 × 14 grid
/// that are interpolated to others, pre-norm blocks, a last norm. Tensors are named as its authors name them.
class HiptTransformer : public torch::nn::Module
{
public:
    HiptTransformer(int width, int heads, int layers);

protected:
    /// tokens: [B, rows · columns, width] → [B, 1 + rows · columns, width], the cls token first.
    torch::Tensor encode(const torch::Tensor& tokens, std::int64_t rows, std::int64_t columns);

private:
    torch::Tensor m_cls, m_positions;
    std::vector<TransformerBlock> m_blocks;
    Norm m_norm;
};

/// ViT-256: a picture of 256 × 256 px, or another size in steps of 16 px, to tokens of 384 values.
class HiptVit256 final : public HiptTransformer
{
public:
    static constexpr int Width = 384, Patch = 16, Layers = 12, Heads = 6;
    HiptVit256();
    /// pictures: [B, 3, H, W] of values −1 … 1 (mean and deviation 0.5) → [B, 1 + H / 16 · W / 16, 384].
    torch::Tensor forward(const torch::Tensor& pictures);

private:
    torch::Tensor m_weight, m_bias;
};

/// ViT-4K: a grid of ViT-256's cls tokens to tokens of 192 values.
class HiptVit4k final : public HiptTransformer
{
public:
    static constexpr int Width = 192, Layers = 6, Heads = 6;
    HiptVit4k();
    /// features: [B, 384, rows, columns] → [B, 1 + rows · columns, 192].
    torch::Tensor forward(const torch::Tensor& features);

private:
    torch::nn::Linear m_phi;
};

} // namespace transcope::model
