#pragma once

#include "model/nn/norm.h"
#include "model/nn/torch.h"

namespace transcope::model {

struct PatchEmbeddingOptions
{
    int patchSize = 16; ///< p, px
    int hidden = 576;   ///< D / 2^k
    int channels = 192; ///< C of a token
};

/// P_k of the deformable patch embedding (paper, "Deformable Patch Embedding"): each p × p patch, flattened
/// in (row, column, channel) order, through LayerNorm → Linear → GELU → Linear → LayerNorm. Parameter names
/// are those of the published checkpoint: 1 and 5 norms, 2 and 4 linear.
class PatchEmbeddingImpl : public torch::nn::Cloneable<PatchEmbeddingImpl>
{
public:
    explicit PatchEmbeddingImpl(const PatchEmbeddingOptions& options);
    void reset() override;
    /// image: [B, 3, H, W] float, H and W multiples of p → [B, (H/p)·(W/p), C], patches row by row.
    /// chosen: indices of the patches wanted, row by row; undefined for all.
    torch::Tensor forward(const torch::Tensor& image, const torch::Tensor& chosen = {});

private:
    PatchEmbeddingOptions m_options;
    Norm m_patchNorm{nullptr}, m_tokenNorm{nullptr};
    torch::nn::Linear m_hidden{nullptr}, m_token{nullptr};
};
TORCH_MODULE(PatchEmbedding);

} // namespace transcope::model
