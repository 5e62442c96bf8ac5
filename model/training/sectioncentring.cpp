#include "model/training/sectioncentring.h"

#include <algorithm>

namespace transcope::model {

SectionCentring::SectionCentring(const PackFile& data, std::span<const std::int64_t> train)
    : m_sections(data.header().sections)
{
    const auto genes = static_cast<std::int64_t>(data.header().genes.size());
    const auto sections = static_cast<std::int64_t>(m_sections.size());
    auto sums = torch::zeros({sections, genes}, torch::kDouble);
    auto counts = torch::zeros({sections, 1}, torch::kDouble);
    for (const std::int64_t spot : train) {
        const auto section = static_cast<std::int64_t>(sectionOf(spot));
        const auto labels = data.labels(spot);
        double* sum = sums.data_ptr<double>() + section * genes;
        for (std::size_t g = 0; g < labels.size(); ++g)
            sum[g] += labels[g];
        counts.data_ptr<double>()[section] += 1;
    }
    const auto mean = sums.sum(0, true) / counts.sum();
    m_shifts = (mean - sums / counts.clamp_min(1)).to(torch::kFloat);
}

void SectionCentring::apply(std::span<const std::int64_t> spots, torch::Tensor& labels) const
{
    std::vector<std::int64_t> sections;
    for (const std::int64_t spot : spots)
        sections.push_back(static_cast<std::int64_t>(sectionOf(spot)));
    labels += m_shifts.index_select(0, torch::tensor(sections)).to(labels.device());
}

std::size_t SectionCentring::sectionOf(std::int64_t spot) const
{
    const auto after = std::upper_bound(m_sections.begin(), m_sections.end(), spot,
                                        [](std::int64_t s, const PackedSection& p) { return s < p.first; });
    return static_cast<std::size_t>(after - m_sections.begin()) - 1;
}

} // namespace transcope::model
