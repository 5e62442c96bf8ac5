#include "model/m2ost/encoderlayer.h"

namespace transcope::model {

namespace {

void report(const BlockProbe& probe, const char* block, const std::vector<torch::Tensor>& tokens)
{
    if (!probe)
        return;
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i].defined())
            probe(block, static_cast<int>(i), tokens[i]);
}

/// Per level [B, N, C] → [B, N, D].
torch::Tensor sideBySide(const std::vector<torch::Tensor>& tokens)
{
    for (const auto& level : tokens)
        TORCH_CHECK(level.defined(), "unified attention takes all levels together: none may be missing");
    return torch::cat(tokens, -1);
}

} // namespace

EncoderLayerImpl::EncoderLayerImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void EncoderLayerImpl::reset()
{
    if (m_config.hasItmm()) {
        m_itmm = register_module("0", Itmm(m_config));
        m_feedForward = register_module("1", FeedForward(m_config));
    } else {
        m_unified = register_module("0", UnifiedAttention(m_config));
        m_unifiedMlp = register_module("1", TokenMlp(m_config));
    }
    if (m_config.hasCtmm())
        m_ctmm = register_module("2", Ctmm(m_config));
    if (m_config.hasCcmm())
        m_ccmm = register_module("3", Ccmm(m_config));
    else
        m_ccmmMlp = register_module("3", TokenMlp(m_config));
}

void EncoderLayerImpl::setMask(const RandomMask& mask)
{
    if (m_config.hasItmm())
        m_itmm->setMask(mask);
    else
        m_unified->setMask(mask);
}

std::vector<torch::Tensor> EncoderLayerImpl::mixWithinLevels(std::vector<torch::Tensor> tokens,
                                                             const BlockProbe& probe)
{
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i].defined())
            tokens[i] = m_itmm(tokens[i], static_cast<int>(i));
    report(probe, "itmm", tokens);
    for (auto& level : tokens)
        if (level.defined())
            level = m_feedForward(level);
    report(probe, "ffn", tokens);
    return tokens;
}

std::vector<torch::Tensor> EncoderLayerImpl::mixUnified(const std::vector<torch::Tensor>& tokens)
{
    return m_unifiedMlp(m_unified(sideBySide(tokens))).chunk(m_config.levelCount(), -1);
}

std::vector<torch::Tensor> EncoderLayerImpl::mixFirst(std::vector<torch::Tensor> tokens,
                                                      const BlockProbe& probe)
{
    if (m_config.hasItmm())
        return mixWithinLevels(std::move(tokens), probe);
    tokens = mixUnified(tokens);
    report(probe, "unified", tokens);
    return tokens;
}

std::vector<torch::Tensor> EncoderLayerImpl::forwardCls(std::vector<torch::Tensor> tokens)
{
    if (m_config.hasCtmm() && m_config.hasCcmm())
        return m_ccmm->pooled(m_ctmm->pooled(mixFirst(std::move(tokens), {})));
    tokens = forward(std::move(tokens));
    for (auto& level : tokens)
        if (level.defined())
            level = level.narrow(1, 0, 1);
    return tokens;
}

std::vector<torch::Tensor> EncoderLayerImpl::clsAttention(const std::vector<torch::Tensor>& tokens)
{
    std::vector<torch::Tensor> attention(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i].defined())
            attention[i] = m_itmm->clsAttention(tokens[i], static_cast<int>(i));
    return attention;
}

std::vector<torch::Tensor> EncoderLayerImpl::forward(std::vector<torch::Tensor> tokens,
                                                     const BlockProbe& probe)
{
    tokens = mixFirst(std::move(tokens), probe);
    if (m_config.hasCtmm()) {
        tokens = m_ctmm(tokens);
        report(probe, "ctmm", tokens);
    }
    if (m_config.hasCcmm()) {
        tokens = m_ccmm(tokens);
        report(probe, "ccmm", tokens);
    } else {
        tokens = m_ccmmMlp(sideBySide(tokens)).chunk(m_config.levelCount(), -1);
        report(probe, "mlp", tokens);
    }
    return tokens;
}

} // namespace transcope::model
