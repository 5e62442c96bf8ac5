#pragma once

#include "core/expression/gene.h"

#include <array>
#include <string>
#include <vector>

namespace transcope::core {

/// What of the morphology can drive a gene. "Spot" is the 100-µm disc that is measured, "near" the disc of
/// 450 µm around it, which only a wider patch shows.
enum class DemoFactor {
    TumourSpot,      ///< share of the spot that is tumour
    TumourNear,      ///< share of the neighbourhood that is tumour
    LymphocytesSpot, ///< lymphocytes per area, square root
    LymphocytesNear,
    CollagenSpot,    ///< stroma, weighted with its density
    FibroblastsNear, ///< spindle nuclei per area, square root
    GradeNear,       ///< size of the tumour's nuclei, weighted with how much tumour there is
    NecrosisNear,    ///< share of necrosis, square root
    FatNear,         ///< share of fat
    Count
};
constexpr std::size_t DemoFactorCount = static_cast<std::size_t>(DemoFactor::Count);

/// How one gene of synthetic sections behaves; the same for every seed.
struct DemoGene
{
    Gene gene;
    bool driven = false; ///< false: a negative control, the same everywhere but for noise
    float logLevel = 0;  ///< natural logarithm of its usual level relative to other genes
    std::array<float, DemoFactorCount>
        loading{}; ///< change of that logarithm per standard deviation of a factor
};

/// The 250 genes of resources/genes/her2st.txt in that order. Known markers follow what they mark (ERBB2 the
/// tumour, COL1A1 the stroma, …); a hash of the name decides for all others. One in five of those is not
/// driven.
const std::vector<DemoGene>& demoGenes();

} // namespace transcope::core
