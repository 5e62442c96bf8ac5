#pragma once

#include "model/nn/norm.h"

#include <string>

namespace transcope::model {

/// What a pre-norm transformer block is made of.
struct BlockShape
{
    std::int64_t width = 0; ///< of a token
    int heads = 1;
    std::int64_t headWidth = 64; ///< heads · headWidth may differ from width
    std::int64_t mlpWidth = 0;
    bool qkvBias = true;
    double eps = 1e-5;  ///< of the norms
    double dropout = 0; ///< in training, after the projection and both MLP layers
};

/// Where a published state dict has the block's layers, below the block's own path.
struct BlockNames
{
    std::string norm1 = "norm1", qkv = "attn.qkv", proj = "attn.proj";
    std::string norm2 = "norm2", fc1 = "mlp.fc1", fc2 = "mlp.fc2";
};

/// x + attention(norm(x)), then x + MLP(norm(x)) with GELU: the block of ViT and its kin (Dosovitskiy et al.
/// 2021, eq. 2 and 3). Its layers belong to the network that it is made for, under the network's names.
class TransformerBlock
{
public:
    /// Registers the layers in `owner` below `path`.
    TransformerBlock(torch::nn::Module& owner, const std::string& path, const BlockShape& shape,
                     const BlockNames& names = {});
    /// x: [B, N, width] → the same. Products run in the dtype of their weights.
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::Tensor attend(const torch::Tensor& x);
    torch::Tensor mlp(const torch::Tensor& x);
    torch::Tensor drop(const torch::Tensor& x) const;

    int m_heads;
    double m_dropout;
    Norm m_norm1, m_norm2;
    torch::nn::Linear m_qkv, m_proj, m_fc1, m_fc2;
};

} // namespace transcope::model
