#pragma once

#include "core/expression/expressionmatrix.h"

#include <span>
#include <vector>

namespace transcope::core {

/// Pearson's correlation, in double; pairs in which either value is NaN are left out. NaN when fewer than two
/// pairs remain or either side is constant (undefined, to be counted and shown).
double pearson(std::span<const float> a, std::span<const float> b);
/// Spearman's rank correlation, equal values at the mean of their ranks; pairs in which either value is NaN
/// are left out. NaN as pearson().
double rankCorrelation(std::span<const float> a, std::span<const float> b);
/// Pearson's partial correlation of a and b given c: what of their correlation is not owed to both following
/// c. Of the triples without NaN; NaN when fewer than three remain, or one of the three is constant, or a or
/// b is c's linear function (undefined, to be counted and shown).
double partialCorrelation(std::span<const float> a, std::span<const float> b, std::span<const float> c);
/// Root mean squared difference over the pairs without NaN; NaN with no pairs.
double rmse(std::span<const float> a, std::span<const float> b);

/// The metrics (docs/evaluation.md) of one section. `truth` and `predicted` have the same shape and column
/// order.
struct SectionScores
{
    std::vector<double> pccSpot;  ///< per spot, across genes; NaN undefined
    std::vector<double> rmseSpot; ///< per spot, over genes; NaN when the spot has no values
    std::vector<double> pccGene;  ///< per gene, across this section's spots; NaN undefined
    std::vector<double>
        pccGeneBeyondDepth; ///< the same given the spots' depth; NaN undefined or depth unknown
};

/// Makes them gene by gene, in memory for a few numbers per spot, so that no matrix need be at hand.
class SectionScorer
{
public:
    /// depth: per spot, as depths() of core/expression gives it; empty where it is not known.
    explicit SectionScorer(std::size_t spots, std::vector<float> depth = {})
        : m_spots(spots), m_depth(std::move(depth))
    {
    }
    /// One gene at all spots; adds to pccGene and pccGeneBeyondDepth.
    void add(std::span<const float> truth, std::span<const float> predicted);
    SectionScores scores() const;

private:
    /// Running means and moments (Welford, Technometrics 1962) of the pairs without NaN.
    struct Sums
    {
        float firstTruth = 0, firstPredicted = 0;
        bool truthVaries = false, predictedVaries = false;
        double pairs = 0;
        double meanTruth = 0, meanPredicted = 0;
        double truthTruth = 0, predictedPredicted = 0, truthPredicted = 0;
        double squaredDifferences = 0;
        void add(float truth, float predicted);
        double correlation() const;
    };
    std::vector<Sums> m_spots;
    std::vector<float> m_depth;
    std::vector<double> m_pccGene, m_pccGeneBeyondDepth;
};

/// depth: see SectionScorer.
SectionScores scoreSection(const ExpressionMatrix& truth, const ExpressionMatrix& predicted,
                           std::vector<float> depth = {});

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
