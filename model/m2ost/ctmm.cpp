#include "model/m2ost/ctmm.h"

#include "model/nn/attention.h"

namespace transcope::model {

using namespace torch::nn;

CtmmImpl::CtmmImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void CtmmImpl::reset()
{
    m_q.clear();
    m_k.clear();
    m_v.clear();
    m_out.clear();
    if (m_config.levelCount() == 1)
        return;
    const std::int64_t c = m_config.channels;
    m_norm = register_module("norm", Norm(c));
    for (const int level : m_config.levels) {
        const std::string name = std::to_string(level);
        m_q.push_back(register_module("to_q" + name, Linear(LinearOptions(c, c).bias(false))));
        m_k.push_back(register_module("to_k" + name, Linear(LinearOptions(c, c).bias(false))));
        m_v.push_back(register_module("to_v" + name, Linear(LinearOptions(c, c).bias(false))));
        m_out.push_back(
            register_module("to_out" + name, Sequential(Linear((m_config.levelCount() - 1) * c, c))));
    }
}

std::vector<torch::Tensor> CtmmImpl::attend(const std::vector<torch::Tensor>& tokens)
{
    const int count = m_config.levelCount();
    TORCH_CHECK(static_cast<int>(tokens.size()) == count, "CTMM wants ", count, " levels, got ",
                tokens.size());
    std::vector<torch::Tensor> q(count), k(count), v(count), all(count);
    for (int i = 0; i < count; ++i) {
        if (!tokens[i].defined())
            continue;
        const auto normed = m_norm(tokens[i]).to(m_q[i]->weight.scalar_type());
        q[i] = m_q[i](normed);
        k[i] = m_k[i](normed);
        v[i] = m_v[i](normed);
    }
    for (int i = 0; i < count; ++i) {
        if (!q[i].defined())
            continue;
        std::vector<torch::Tensor> seen;
        for (int j = 0; j < count; ++j)
            if (j != i)
                seen.push_back(k[j].defined() ? multiHeadAttention(q[i], k[j], v[j], m_config.heads)
                                              : torch::zeros_like(q[i]));
        all[i] = torch::cat(seen, -1);
    }
    return all;
}

std::vector<torch::Tensor> CtmmImpl::forward(const std::vector<torch::Tensor>& tokens)
{
    if (m_config.levelCount() == 1)
        return tokens;
    auto out = attend(tokens);
    for (std::size_t i = 0; i < out.size(); ++i)
        if (out[i].defined())
            out[i] = m_out[i]->forward(out[i]).to(tokens[i].scalar_type());
    return out;
}

std::vector<torch::Tensor> CtmmImpl::pooled(const std::vector<torch::Tensor>& tokens)
{
    auto out = attend(tokens);
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (!out[i].defined())
            continue;
        const auto& linear = m_out[i]->at<LinearImpl>(0);
        const auto rows =
            torch::stack({out[i].select(1, 0).to(torch::kFloat), out[i].mean(1, false, torch::kFloat)}, 1);
        out[i] = torch::linear(rows, linear.weight.to(torch::kFloat), linear.bias.to(torch::kFloat));
    }
    return out;
}

} // namespace transcope::model
