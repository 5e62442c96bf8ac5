#include "core/stats/meanprofile.h"

#include <array>
#include <cmath>

namespace transcope::core {

void MeanProfile::add(std::span<const float> spot)
{
    for (std::size_t g = 0; g < spot.size(); ++g)
        addGene(g, spot.subspan(g, 1));
}

void MeanProfile::addGene(std::size_t gene, std::span<const float> values)
{
    for (const float value : values) {
        if (std::isnan(value))
            continue;
        m_sums[gene] += value;
        m_counts[gene] += 1;
    }
}

void MeanProfile::add(const MeanProfile& other)
{
    for (std::size_t g = 0; g < m_sums.size(); ++g) {
        m_sums[g] += other.m_sums[g];
        m_counts[g] += other.m_counts[g];
    }
}

std::vector<float> MeanProfile::means() const
{
    std::vector<float> means(m_sums.size());
    for (std::size_t g = 0; g < means.size(); ++g)
        means[g] = static_cast<float>(m_sums[g] / m_counts[g]); // 0/0 is the NaN wanted
    return means;
}

std::span<const MeanBaseline> meanBaselines()
{
    using Patient = const std::string&;
    static constexpr std::array<MeanBaseline, 3> all = {
        {{"training-mean", [](Patient, Patient) { return true; }},
         {"other-patients-mean", [](Patient training, Patient heldOut) { return training != heldOut; }},
         {"same-patient-mean", [](Patient training, Patient heldOut) { return training == heldOut; }}}};
    return all;
}

} // namespace transcope::core
