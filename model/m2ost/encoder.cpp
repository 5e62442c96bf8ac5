#include "model/m2ost/encoder.h"

#include <algorithm>

namespace transcope::model {

using namespace torch::nn;

EncoderImpl::EncoderImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void EncoderImpl::reset()
{
    m_layers = register_module("layers", ModuleList());
    for (int n = 0; n < m_config.layers; ++n)
        m_layers->push_back(EncoderLayer(m_config));
    m_norm = register_module("norm", Norm(m_config.channels));
}

torch::Tensor EncoderImpl::forward(std::vector<torch::Tensor> tokens, const EncoderProbe& probe)
{
    for (std::size_t n = 0; n < m_layers->size(); ++n) {
        if (n + 1 == m_layers->size() && !probe && !is_training()) {
            tokens = m_layers->at<EncoderLayerImpl>(n).forwardCls(std::move(tokens));
            break;
        }
        BlockProbe layerProbe;
        if (probe)
            layerProbe = [&probe, n](const char* block, int index, const torch::Tensor& x) {
                probe(static_cast<int>(n), block, index, x);
            };
        tokens = m_layers->at<EncoderLayerImpl>(n).forward(std::move(tokens), layerProbe);
    }
    const auto present =
        std::find_if(tokens.begin(), tokens.end(), [](const auto& t) { return t.defined(); });
    TORCH_CHECK(present != tokens.end(), "M2OST got no level at all");
    std::vector<torch::Tensor> cls;
    for (const auto& level : tokens)
        cls.push_back(level.defined() ? m_norm(level.select(1, 0))
                                      : torch::zeros_like(present->select(1, 0)));
    return torch::cat(cls, -1);
}

std::vector<torch::Tensor> EncoderImpl::clsAttention(std::vector<torch::Tensor> tokens)
{
    const std::size_t last = m_layers->size() - 1;
    for (std::size_t n = 0; n < last; ++n)
        tokens = m_layers->at<EncoderLayerImpl>(n).forward(std::move(tokens));
    return m_layers->at<EncoderLayerImpl>(last).clsAttention(tokens);
}

void EncoderImpl::setMask(const RandomMask& mask)
{
    for (int n = 0; n < m_config.layers; ++n)
        m_layers->at<EncoderLayerImpl>(n).setMask(mask.forBlock(n * m_config.levelCount()));
}

} // namespace transcope::model
