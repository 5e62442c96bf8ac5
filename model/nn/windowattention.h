#pragma once

#include "model/nn/torch.h"

namespace transcope::model {

/// How a grid is cut into windows: each window × window places, the whole grid first rolled up and left by
/// `shift` (Liu et al. 2021, "Swin Transformer").
struct WindowShape
{
    int heads = 1, window = 7, shift = 0;
};

/// What is added to the products of queries and keys: a learned number by their distance and head, and, in
/// shifted windows, −100 between places that the roll alone made neighbours.
/// table: [(2·window − 1)², heads]. Result: [windows or 1, heads, window², window²].
torch::Tensor windowBias(const torch::Tensor& table, const WindowShape& shape, std::int64_t rows,
                         std::int64_t columns);

/// Attention within the windows of a grid. qkv: [B, H, W, 3C], H and W multiples of the window; bias: as
/// windowBias() makes it. Result: [B, H, W, C].
torch::Tensor windowAttention(const torch::Tensor& qkv, const torch::Tensor& bias, const WindowShape& shape);

} // namespace transcope::model
