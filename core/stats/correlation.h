#pragma once

#include "core/expression/expressionmatrix.h"

#include <span>
#include <vector>

namespace transcope::core {

/// Pearson's correlation, in double; pairs in which either value is NaN are left out. NaN when fewer than two
/// pairs remain or either side is constant (undefined, to be counted and shown).
double pearson(std::span<const float> a, std::span<const float> b);
/// Root mean squared difference over the pairs without NaN; NaN with no pairs.
double rmse(std::span<const float> a, std::span<const float> b);

/// The metrics (docs/evaluation.md) of one section. `truth` and `predicted` have the same shape and column order.
struct SectionScores
{
    std::vector<double> pccSpot;  ///< per spot, across genes; NaN undefined
    std::vector<double> rmseSpot; ///< per spot, over genes; NaN when the spot has no values
    std::vector<double> pccGene;  ///< per gene, across this section's spots; NaN undefined
};
SectionScores scoreSection(const ExpressionMatrix& truth, const ExpressionMatrix& predicted);

/// Mean, median and share > 0 over the defined values (NaN where there are none), and how many were
/// undefined.
struct ScoreSummary
{
    double mean = 0;
    double median = 0;
    double positive = 0; ///< share of defined values > 0, 0..1
    std::size_t defined = 0;
    std::size_t undefined = 0;
};
ScoreSummary summarise(std::span<const double> scores);

} // namespace transcope::core
