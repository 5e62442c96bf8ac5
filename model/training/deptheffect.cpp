#include "model/training/deptheffect.h"

#include "core/stats/meanprofile.h"

namespace transcope::model {

DepthEffect::DepthEffect(const PackFile& data, std::span<const std::int64_t> spots)
{
    const auto& depth = data.header().depth;
    const std::size_t genes = data.header().genes.size();
    core::MeanProfile profile(genes);
    for (const std::int64_t spot : spots) {
        profile.add(data.labels(spot));
        m_meanDepth += depth[static_cast<std::size_t>(spot)];
    }
    m_meanDepth /= static_cast<double>(spots.size());
    const auto means = profile.means();
    double variance = 0;
    std::vector<double> covariance(genes);
    for (const std::int64_t spot : spots) {
        const double beyond = depth[static_cast<std::size_t>(spot)] - m_meanDepth;
        const auto labels = data.labels(spot);
        variance += beyond * beyond;
        for (std::size_t g = 0; g < genes; ++g)
            covariance[g] += beyond * (labels[g] - means[g]);
    }
    for (const double c : covariance)
        m_slopes.push_back(variance > 0 ? static_cast<float>(c / variance)
                                        : 0); // alike everywhere: no effect
}

std::vector<float> DepthEffect::of(const PackFile& data, std::span<const std::int64_t> spots) const
{
    std::vector<float> effect;
    effect.reserve(spots.size() * m_slopes.size());
    for (const std::int64_t spot : spots) {
        const auto beyond =
            static_cast<float>(data.header().depth[static_cast<std::size_t>(spot)] - m_meanDepth);
        for (const float slope : m_slopes)
            effect.push_back(slope * beyond);
    }
    return effect;
}

} // namespace transcope::model
