#pragma once

#include "model/training/packfile.h"

#include <torch/torch.h>

namespace transcope::model {

/// Moves labels, gene by gene, so that every section's mean becomes the mean of all training spots.
class SectionCentring
{
public:
    /// train: the spots that decide the means.
    SectionCentring(const PackFile& data, std::span<const std::int64_t> train);
    /// labels: [spots, genes], float32, of these spots, which lie in sections that have training spots;
    /// changed in place.
    void apply(std::span<const std::int64_t> spots, torch::Tensor& labels) const;

private:
    std::size_t sectionOf(std::int64_t spot) const;

    std::vector<PackedSection> m_sections;
    torch::Tensor m_shifts; ///< [sections, genes]
};

} // namespace transcope::model
