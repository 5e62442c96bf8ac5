#include "model/nn/transformerblock.h"

#include "model/nn/attention.h"
#include "model/nn/project.h"
#include "model/nn/registerat.h"

namespace transcope::model {

namespace {

torch::nn::Linear linear(std::int64_t in, std::int64_t out, bool bias = true)
{
    return torch::nn::Linear(torch::nn::LinearOptions(in, out).bias(bias));
}

} // namespace

TransformerBlock::TransformerBlock(torch::nn::Module& owner, const std::string& path, const BlockShape& shape,
                                   const BlockNames& names)
    : m_heads(shape.heads), m_dropout(shape.dropout), m_norm1(shape.width, shape.eps),
      m_norm2(shape.width, shape.eps),
      m_qkv(linear(shape.width, 3 * shape.heads * shape.headWidth, shape.qkvBias)),
      m_proj(linear(shape.heads * shape.headWidth, shape.width)), m_fc1(linear(shape.width, shape.mlpWidth)),
      m_fc2(linear(shape.mlpWidth, shape.width))
{
    const std::string prefix = path.empty() ? "" : path + ".";
    registerAt(owner, prefix + names.norm1, m_norm1);
    registerAt(owner, prefix + names.qkv, m_qkv);
    registerAt(owner, prefix + names.proj, m_proj);
    registerAt(owner, prefix + names.norm2, m_norm2);
    registerAt(owner, prefix + names.fc1, m_fc1);
    registerAt(owner, prefix + names.fc2, m_fc2);
}

torch::Tensor TransformerBlock::forward(const torch::Tensor& x)
{
    const auto attended = x + attend(m_norm1(x));
    return attended + mlp(m_norm2(attended));
}

torch::Tensor TransformerBlock::attend(const torch::Tensor& x)
{
    const auto qkv = project(*m_qkv, x).chunk(3, -1);
    return drop(project(*m_proj, multiHeadAttention(qkv[0], qkv[1], qkv[2], m_heads)));
}

torch::Tensor TransformerBlock::mlp(const torch::Tensor& x)
{
    return drop(project(*m_fc2, drop(torch::gelu(project(*m_fc1, x)))));
}

torch::Tensor TransformerBlock::drop(const torch::Tensor& x) const
{
    return m_dropout > 0 && m_norm1->is_training() ? torch::dropout(x, m_dropout, true) : x;
}

} // namespace transcope::model
