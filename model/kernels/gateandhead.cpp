#include "model/kernels/spotpass.h"

#include <algorithm>
#include <cmath>

/// What is computed once per spot, not per token: CCMM's gate and the head.

namespace transcope::model {

void SpotPass::averageRows()
{
    const int c = m_config.channels, width = m_config.levelCount() * c;
    float* means = m_means.as<float>();
    std::fill_n(means, width, 0.0f);
    for (const RowTask& task : m_tasks.rows)
        for (int i = 0; i < c; ++i)
            means[task.level * c + i] += rowSums(task)[i];
    for (int i = 0; i < width; ++i)
        means[i] /= static_cast<float>(m_levels[static_cast<std::size_t>(i / c)].tokens);
}

void SpotPass::gate(const LayerWeights& layer)
{
    const int width = m_config.levelCount() * m_config.channels;
    float* means = m_means.as<float>();
    m_kernels.layerNormFloat(means, width, 1, width, layer.gateNorm.gamma.data(), layer.gateNorm.beta.data(),
                             nullptr, 0, means, width);
    float* hidden = m_gateHidden.as<float>();
    m_kernels.matrixVector(layer.gateIn.weight.as<float>(), width, layer.gateIn.rows, width, means,
                           layer.gateIn.bias.data(), hidden);
    m_kernels.gelu(hidden, layer.gateIn.rows);
    float* scale = m_scale.as<float>();
    m_kernels.matrixVector(layer.gateOut.weight.as<float>(), layer.gateOut.columns, width,
                           layer.gateOut.columns, hidden, layer.gateOut.bias.data(), scale);
    for (int i = 0; i < width; ++i)
        scale[i] = 1.0f + 1.0f / (1.0f + std::exp(-scale[i]));
}

void SpotPass::predict(const EngineOutputs& out)
{
    const int c = m_config.channels, count = m_config.levelCount(), genes = m_config.genes;
    float* cls = m_means.as<float>();
    for (int i = 0; i < count; ++i) {
        const float* x = m_levels[static_cast<std::size_t>(i)].x.as<float>();
        const float* scale = m_scale.as<float>() + i * c;
        for (int channel = 0; channel < c; ++channel)
            cls[i * c + channel] = x[channel] * scale[channel];
    }
    m_kernels.layerNormFloat(cls, c, count, c, m_weights.norm.gamma.data(), m_weights.norm.beta.data(),
                             nullptr, 0, cls, c);
    const PlainLinear& head = m_weights.head;
    m_kernels.matrixVector(head.weight.as<float>(), head.columns, genes, head.columns, cls, head.bias.data(),
                           out.expression);
    for (int i = 0; out.contributions && i < count; ++i)
        m_kernels.matrixVector(head.weight.as<float>() + i * c, head.columns, genes, c, cls + i * c, nullptr,
                               out.contributions + static_cast<std::ptrdiff_t>(i) * genes);
    if (out.encoded)
        std::copy_n(cls, count * c, out.encoded);
}

} // namespace transcope::model
