#pragma once

#include "model/config/m2ostextras.h"
#include "model/m2ost/dpe.h"
#include "model/m2ost/encoder.h"

namespace transcope::model {

/// M2OST (Wang et al., "M2OST: Many-to-one Regression for Predicting Spatial Transcriptomics from Digital
/// Pathology Images", AAAI 2025) for any ascending set of 1–4 levels.
///
/// Parameters carry the names of the published checkpoint, so a state dict maps one to one. For level sets
/// other than {0, 1, 2} a name keeps the number of its level: {0, 2} has pos_embedding1 and pos_embedding3,
/// to_qkv1 and to_qkv3, to_q0 and to_q2; to_patch_embedding1 … go up to the coarsest level.
///
/// Ablated networks (M2ostConfig::ablation) keep the names of what they keep. In place of what they lost:
/// without DPE to_patch_embedding{level+1}, a P_0 per level; with unified attention
/// transformer.layers.{n}.0.{attn_norm,to_qkv,to_out.0} and .1.mlp.{0,1,4}; without CTMM nothing under .2;
/// without CCMM .3.mlp.{0,1,4}.
class M2ostImpl : public torch::nn::Cloneable<M2ostImpl>
{
public:
    /// Throws c10::Error where validate() finds fault with the configuration.
    explicit M2ostImpl(const M2ostConfig& config = {});
    void reset() override;
    const M2ostConfig& config() const { return m_config; }

    /// For inference: the products over tokens run in bfloat16 from now on. Norms, the residual stream, CCMM,
    /// the head and the result stay float32, as in the native engine (model/kernels).
    void useBfloat16Products();

    /// levels: per level of config().levels the patches [B, 3, imageSize, imageSize], values in [0, 1], in
    /// the norms' dtype and on their device. An undefined tensor is a missing level (at least one must
    /// be there): parameters that belong to it get no gradient or a gradient of zero, so only the present
    /// streams move; with unified attention none may be missing. Result: [B, genes], log-normalised
    /// expression.
    torch::Tensor forward(const std::vector<torch::Tensor>& levels, const EncoderProbe& probe = {});
    /// What the head is applied to: normed cls tokens, [B, levels · C], level by level.
    torch::Tensor encode(const std::vector<torch::Tensor>& levels, const EncoderProbe& probe = {});
    /// How much each level's cls token looks at the level's patch tokens (in the order of Dpe) in the last
    /// encoder layer's ITMM, the mean over its heads: per level [B, tokens]. levels: as forward() takes them.
    /// Not of networks with unified attention.
    std::vector<torch::Tensor> clsAttention(const std::vector<torch::Tensor>& levels);
    /// From encode()'s result, rows of the prediction and the extras: [B, genes + …].
    torch::Tensor predict(const torch::Tensor& encoded, const M2ostExtras& extras);
    /// Random-mask self-attention while training, in ITMM or what stands for it: holds for forward() with as
    /// many spots as it has seeds.
    void setMask(const RandomMask& mask) { m_encoder->setMask(mask); }
    /// While training, share of the patch tokens that are looked at, (0, 1]: another random choice per call
    /// and level, the same for the whole batch. What is not chosen is not computed.
    void setTokenShare(double share) { m_tokenShare = share; }

private:
    std::vector<torch::Tensor> embed(const std::vector<torch::Tensor>& levels);

    M2ostConfig m_config;
    double m_tokenShare = 1;
    Dpe m_dpe{nullptr};
    Encoder m_encoder{nullptr};
    torch::nn::Linear m_head{nullptr};
};
TORCH_MODULE(M2ost);

} // namespace transcope::model
