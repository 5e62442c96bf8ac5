#include "model/m2ost/m2ost.h"

#include "model/m2ost/headrows.h"

namespace transcope::model {

M2ostImpl::M2ostImpl(const M2ostConfig& config) : m_config(config)
{
    const std::string fault = validate(config);
    TORCH_CHECK(fault.empty(), "M2OST: ", fault);
    reset();
}

void M2ostImpl::reset()
{
    // The published names have no prefix for the patch embedding, so its parts are registered here instead of
    // it.
    m_dpe = Dpe(m_config);
    for (const auto& item : m_dpe->named_parameters(false))
        register_parameter(item.key(), item.value());
    for (const auto& item : m_dpe->named_children())
        register_module(item.key(), item.value());
    m_encoder = register_module("transformer", Encoder(m_config));
    m_head = register_module("mlp_head",
                             torch::nn::Linear(m_config.levelCount() * m_config.channels, m_config.genes));
}

void M2ostImpl::useBfloat16Products()
{
    for (const auto& item : named_modules()) {
        const bool oncePerSpot = item.key() == "mlp_head" || item.key().find(".3.net.") != std::string::npos;
        if (auto* linear = item.value()->as<torch::nn::Linear>(); linear && !oncePerSpot)
            linear->to(torch::kBFloat16);
    }
}

std::vector<torch::Tensor> M2ostImpl::embed(const std::vector<torch::Tensor>& levels)
{
    TORCH_CHECK(static_cast<int>(levels.size()) == m_config.levelCount(), "M2OST wants ",
                m_config.levelCount(), " levels, got ", levels.size());
    std::vector<torch::Tensor> tokens(levels.size());
    TokenChoice choice;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        if (!levels[i].defined())
            continue;
        const auto index = static_cast<int>(i);
        // Unified attention pairs the levels token by token: they keep the same ones.
        if (is_training() && m_tokenShare < 1 && (m_config.hasItmm() || choice.empty()))
            choice = m_dpe->choose(index, m_tokenShare, levels[i].device());
        tokens[i] = m_dpe(levels[i], index, choice);
    }
    return tokens;
}

torch::Tensor M2ostImpl::encode(const std::vector<torch::Tensor>& levels, const EncoderProbe& probe)
{
    return m_encoder(embed(levels), probe);
}

std::vector<torch::Tensor> M2ostImpl::clsAttention(const std::vector<torch::Tensor>& levels)
{
    return m_encoder->clsAttention(embed(levels));
}

torch::Tensor M2ostImpl::forward(const std::vector<torch::Tensor>& levels, const EncoderProbe& probe)
{
    return m_head(encode(levels, probe));
}

torch::Tensor M2ostImpl::predict(const torch::Tensor& encoded, const M2ostExtras& extras)
{
    return headRows(encoded, m_head->weight, m_head->bias, m_config.levelCount(), extras);
}

} // namespace transcope::model
