#include "model/m2ost/itmm.h"

#include "model/nn/project.h"

namespace transcope::model {

using namespace torch::nn;

ItmmImpl::ItmmImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void ItmmImpl::reset()
{
    m_qkv.clear();
    m_out.clear();
    const std::int64_t c = m_config.channels;
    for (const int level : m_config.levels) {
        const std::string name = std::to_string(level + 1);
        m_qkv.push_back(register_module("to_qkv" + name, Linear(LinearOptions(c, 3 * c).bias(false))));
        m_out.push_back(register_module("to_out" + name, Sequential(Linear(c, c))));
    }
}

torch::Tensor ItmmImpl::forward(const torch::Tensor& tokens, int index)
{
    TORCH_CHECK(tokens.dim() == 3 && tokens.size(2) == m_config.channels, "ITMM wants [B, N, ",
                m_config.channels, "], got ", tokens.sizes());
    const auto qkv = project(*m_qkv.at(index), tokens).chunk(3, -1);
    const RandomMask mask = is_training() ? m_mask.forBlock(index) : RandomMask{};
    return m_out.at(index)->forward(multiHeadAttention(qkv[0], qkv[1], qkv[2], m_config.heads, mask)) +
           tokens;
}

torch::Tensor ItmmImpl::clsAttention(const torch::Tensor& tokens, int index)
{
    const auto qkv = project(*m_qkv.at(index), tokens).chunk(3, -1);
    const auto weights = attentionWeights(qkv[0].narrow(1, 0, 1), qkv[1], m_config.heads);
    return weights.mean(1).squeeze(1).narrow(1, 1, tokens.size(1) - 1);
}

} // namespace transcope::model
