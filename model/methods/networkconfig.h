#pragma once

#include "model/comparators/sectionnetworks.h"
#include "model/config/m2ostconfig.h"

#include <optional>

namespace transcope::model {

/// Which network of a method is trained: most have one alone, for any number of genes.
struct NetworkConfig
{
    M2ostConfig m2ost; ///< M2OST's; its genes are those of every method
    /// HisToGene's or Hist2ST's, without its genes; none = as published.
    std::optional<SectionConfig> section;

    int genes() const { return m2ost.genes; }
};

} // namespace transcope::model
