#pragma once

#include "model/m2ost/ccmm.h"
#include "model/m2ost/ctmm.h"
#include "model/m2ost/feedforward.h"
#include "model/m2ost/itmm.h"
#include "model/m2ost/tokenmlp.h"
#include "model/m2ost/unifiedattention.h"

#include <functional>

namespace transcope::model {

/// Sees the tokens [B, N, C] of a level (an index into config.levels) right after a block of an encoder
/// layer: "itmm", "ffn", "ctmm" or "ccmm"; of an ablated one "unified" for the first two, "mlp" for the last.
using BlockProbe = std::function<void(const char* block, int index, const torch::Tensor& tokens)>;

/// One encoder layer (paper, Fig. 2): ITMM and its feed-forward part per level, then CTMM, then CCMM.
/// Parameters: 0 ITMM, 1 feed-forward, 2 CTMM, 3 CCMM; ablated as M2ostConfig::ablation says: 0 unified
/// attention, 1 its MLP, 3 the MLP that stands for CCMM.
class EncoderLayerImpl : public torch::nn::Cloneable<EncoderLayerImpl>
{
public:
    explicit EncoderLayerImpl(const M2ostConfig& config);
    void reset() override;
    /// tokens: per level [B, N_i, C], undefined where a level is missing → the same.
    std::vector<torch::Tensor> forward(std::vector<torch::Tensor> tokens, const BlockProbe& probe = {});
    /// The cls tokens of forward()'s result alone, per level [B, 1, C]: with CTMM and CCMM a good deal less
    /// work.
    std::vector<torch::Tensor> forwardCls(std::vector<torch::Tensor> tokens);
    /// ItmmImpl::clsAttention() per level, undefined where one is missing; of layers with ITMM.
    std::vector<torch::Tensor> clsAttention(const std::vector<torch::Tensor>& tokens);
    /// See ItmmImpl::setMask.
    void setMask(const RandomMask& mask);

private:
    /// ITMM and feed-forward, or what stands for them.
    std::vector<torch::Tensor> mixFirst(std::vector<torch::Tensor> tokens, const BlockProbe& probe);
    std::vector<torch::Tensor> mixWithinLevels(std::vector<torch::Tensor> tokens, const BlockProbe& probe);
    /// Unified attention and its MLP instead.
    std::vector<torch::Tensor> mixUnified(const std::vector<torch::Tensor>& tokens);

    M2ostConfig m_config;
    // Those that the configuration has; the others are empty.
    Itmm m_itmm{nullptr};
    FeedForward m_feedForward{nullptr};
    Ctmm m_ctmm{nullptr};
    Ccmm m_ccmm{nullptr};
    UnifiedAttention m_unified{nullptr};
    TokenMlp m_unifiedMlp{nullptr}, m_ccmmMlp{nullptr};
};
TORCH_MODULE(EncoderLayer);

} // namespace transcope::model
