#pragma once

#include "model/config/m2ostconfig.h"
#include "model/m2ost/patchembedding.h"

#include <vector>

namespace transcope::model {

/// Indices of tokens, [count] int64, for each patch embedder of a level, in the order of its tokens.
using TokenChoice = std::vector<torch::Tensor>;

/// Deformable patch embedding (paper, "Deformable Patch Embedding"): level i becomes (i + 1)·L tokens, finest
/// first, P_i of the central imageSize/2^i px, …, P_0 of the whole; one cls token, shared by all levels, goes
/// before them and a position embedding per level is added.
/// Parameters: to_patch_embedding{k+1} for every k up to the coarsest level, pos_embedding{level+1},
/// cls_token. Ablated (Ablation::WithoutDpe): P_0 of the whole alone, to_patch_embedding{level+1} per level.
class DpeImpl : public torch::nn::Cloneable<DpeImpl>
{
public:
    explicit DpeImpl(const M2ostConfig& config);
    void reset() override;
    /// image: [B, 3, imageSize, imageSize] of the level config.levels[index] → [B, tokens(level) + 1, C].
    /// choice: the tokens wanted, with their own positions; empty for all.
    torch::Tensor forward(const torch::Tensor& image, int index, const TokenChoice& choice = {});
    /// That share of each embedder's tokens, at least one, chosen at random by torch's generator.
    TokenChoice choose(int index, double share, const torch::Device& device) const;

private:
    M2ostConfig m_config;
    std::vector<PatchEmbedding> m_embeddings; ///< P_0, P_1, …; without DPE per level of the configuration
    std::vector<torch::Tensor> m_positions;   ///< per level of the configuration
    torch::Tensor m_cls;
};
TORCH_MODULE(Dpe);

} // namespace transcope::model
