#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/expression/expression.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::core {

/// Below this the normal approximation of the test is poor, and so is any statement.
inline constexpr std::size_t FewSpots = 10;

/// One gene inside and outside.
struct RegionGene
{
    std::size_t gene = 0;                   ///< index into the layer's genes
    double meanInside = 0, meanOutside = 0; ///< of the values that are known; NaN without any
    double auc = 0;       ///< effect size: chance that a spot inside has more than one outside, ties half
    double p = 0;         ///< of Wilcoxon's rank-sum test
    double pAdjusted = 0; ///< false discovery rate over all genes (Benjamini and Hochberg)
};

struct RegionStatistics
{
    std::size_t spotsInside = 0, spotsOutside = 0;
    std::vector<RegionGene> genes;     ///< the smallest p first, of equal ones the largest effect
    std::vector<std::string> warnings; ///< too few spots
};

/// Two sets of spots compared gene by gene. inside, outside: indices of spots, no spot in both. Spots of one
/// section are neighbours, not independent: p values are too small, and the warning that says so is always
/// there. Errors: InvalidArgument where a set is empty; Cancelled; those of reading.
Result<RegionStatistics> compareSpotSets(const Expression& values, const std::vector<int>& inside,
                                         const std::vector<int>& outside, const ProgressFn& progress = {},
                                         std::stop_token stop = {});

/// All spots of a table with so many that are not among `spots` (ascending).
std::vector<int> otherSpots(const std::vector<int>& spots, std::size_t count);

} // namespace transcope::core
