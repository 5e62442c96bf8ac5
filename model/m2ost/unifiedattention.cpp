#include "model/m2ost/unifiedattention.h"

#include "model/nn/project.h"

namespace transcope::model {

using namespace torch::nn;

UnifiedAttentionImpl::UnifiedAttentionImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void UnifiedAttentionImpl::reset()
{
    const std::int64_t width = m_config.width();
    m_norm = register_module("attn_norm", LayerNorm(LayerNormOptions({width})));
    m_qkv = register_module("to_qkv", Linear(LinearOptions(width, 3 * width).bias(false)));
    m_out = register_module("to_out", Sequential(Linear(width, width)));
}

torch::Tensor UnifiedAttentionImpl::forward(const torch::Tensor& tokens)
{
    TORCH_CHECK(tokens.dim() == 3 && tokens.size(2) == m_config.width(), "unified attention wants [B, N, ",
                m_config.width(), "], got ", tokens.sizes());
    const auto qkv = project(*m_qkv, m_norm(tokens)).chunk(3, -1);
    const RandomMask mask = is_training() ? m_mask : RandomMask{};
    const int heads = m_config.levelCount() * m_config.heads;
    return tokens + m_out->forward(multiHeadAttention(qkv[0], qkv[1], qkv[2], heads, mask));
}

} // namespace transcope::model
