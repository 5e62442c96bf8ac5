#pragma once

#include "model/m2ost/ccmm.h"
#include "model/m2ost/ctmm.h"
#include "model/m2ost/feedforward.h"
#include "model/m2ost/itmm.h"

#include <functional>

namespace transcope::model {

/// Sees the tokens [B, N, C] of a level (an index into config.levels) right after a block of an encoder
/// layer: "itmm", "ffn", "ctmm" or "ccmm".
using BlockProbe = std::function<void(const char* block, int index, const torch::Tensor& tokens)>;

/// One encoder layer (paper, Fig. 2): ITMM and its feed-forward part per level, then CTMM, then CCMM.
/// Parameters: 0 ITMM, 1 feed-forward, 2 CTMM, 3 CCMM.
class EncoderLayerImpl : public torch::nn::Cloneable<EncoderLayerImpl>
{
public:
    explicit EncoderLayerImpl(const M2ostConfig& config);
    void reset() override;
    /// tokens: per level [B, N_i, C], undefined where a level is missing → the same.
    std::vector<torch::Tensor> forward(std::vector<torch::Tensor> tokens, const BlockProbe& probe = {});
    /// See ItmmImpl::setMask.
    void setMask(RandomMask mask) { m_itmm->setMask(std::move(mask)); }

private:
    M2ostConfig m_config;
    Itmm m_itmm{nullptr};
    FeedForward m_feedForward{nullptr};
    Ctmm m_ctmm{nullptr};
    Ccmm m_ccmm{nullptr};
};
TORCH_MODULE(EncoderLayer);

} // namespace transcope::model
