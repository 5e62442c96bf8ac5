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

} // namespace

EncoderLayerImpl::EncoderLayerImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void EncoderLayerImpl::reset()
{
    m_itmm = register_module("0", Itmm(m_config));
    m_feedForward = register_module("1", FeedForward(m_config));
    m_ctmm = register_module("2", Ctmm(m_config));
    m_ccmm = register_module("3", Ccmm(m_config));
}

std::vector<torch::Tensor> EncoderLayerImpl::forward(std::vector<torch::Tensor> tokens,
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
    tokens = m_ctmm(tokens);
    report(probe, "ctmm", tokens);
    tokens = m_ccmm(tokens);
    report(probe, "ccmm", tokens);
    return tokens;
}

} // namespace transcope::model
