#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace transcope::core {

/// Wilcoxon's rank-sum test (Mann and Whitney's U) of two samples, two-sided, by the normal approximation
/// with correction for ties and continuity: what scipy.stats.mannwhitneyu(a, b, method="asymptotic") gives.
struct RankSumTest
{
    std::size_t a = 0, b = 0; ///< values that are not NaN
    double auc =
        0; ///< chance that a value of a is larger than one of b, ties half: U / (a · b); NaN without values
    double p = 0; ///< 1 where all values are equal; NaN without values
};
RankSumTest rankSumTest(std::span<const float> a, std::span<const float> b);

/// Benjamini and Hochberg's adjusted p values: the false discovery rate at which each test is still
/// significant. NaN values stay NaN and do not count as tests.
std::vector<double> falseDiscoveryRates(std::span<const double> p);

} // namespace transcope::core
