#pragma once

#include "model/m2ost/encoderlayer.h"
#include "model/nn/norm.h"

namespace transcope::model {

/// Sees every block of every layer; layer counts from 0. See BlockProbe.
using EncoderProbe =
    std::function<void(int layer, const char* block, int index, const torch::Tensor& tokens)>;

/// The N encoder layers and the final LayerNorm(C), which all levels share. Parameters: layers.{n}, norm.
class EncoderImpl : public torch::nn::Cloneable<EncoderImpl>
{
public:
    explicit EncoderImpl(const M2ostConfig& config);
    void reset() override;
    /// tokens: per level [B, N_i, C], undefined where a level is missing → normed cls tokens of all levels,
    /// [B, levels · C], zeros for a missing level.
    torch::Tensor forward(std::vector<torch::Tensor> tokens, const EncoderProbe& probe = {});
    /// EncoderLayerImpl::clsAttention() of the last layer. tokens: as forward() takes them.
    std::vector<torch::Tensor> clsAttention(std::vector<torch::Tensor> tokens);
    /// See ItmmImpl::setMask; every layer drops other entries.
    void setMask(const RandomMask& mask);

private:
    M2ostConfig m_config;
    torch::nn::ModuleList m_layers{nullptr};
    Norm m_norm{nullptr};
};
TORCH_MODULE(Encoder);

} // namespace transcope::model
