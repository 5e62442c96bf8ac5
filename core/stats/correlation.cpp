#include "core/stats/correlation.h"

#include "core/stats/boxsummary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace transcope::core {

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr double LeastRest =
    1e-9; ///< share of a variance that the rounding of floats alone may leave is smaller

/// The pairs in which neither value is NaN.
struct Pairs
{
    std::vector<double> a, b;
};

Pairs definedPairs(std::span<const float> a, std::span<const float> b)
{
    Pairs pairs;
    const std::size_t count = std::min(a.size(), b.size());
    pairs.a.reserve(count);
    pairs.b.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i]))
            continue;
        pairs.a.push_back(a[i]);
        pairs.b.push_back(b[i]);
    }
    return pairs;
}

// Told by comparison, since rounding of the mean leaves a tiny variance behind for constants such as 0.1.
bool isConstant(const std::vector<double>& values)
{
    return std::all_of(values.begin(), values.end(), [&](double v) { return v == values.front(); });
}

double mean(std::span<const double> values)
{
    double sum = 0;
    for (const double v : values)
        sum += v;
    return sum / static_cast<double>(values.size());
}

/// From 1, equal values at the mean of their ranks; ranks of fewer than 2²³ values are exact.
std::vector<float> ranksOf(const std::vector<double>& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<float> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first + 1;
        while (end < order.size() && values[order[end]] == values[order[first]])
            ++end;
        for (std::size_t i = first; i < end; ++i)
            ranks[order[i]] = static_cast<float>(first + end + 1) / 2;
        first = end;
    }
    return ranks;
}

} // namespace

double pearson(std::span<const float> a, std::span<const float> b)
{
    const auto pairs = definedPairs(a, b);
    if (pairs.a.size() < 2 || isConstant(pairs.a) || isConstant(pairs.b))
        return NaN;
    const double meanA = mean(pairs.a);
    const double meanB = mean(pairs.b);
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < pairs.a.size(); ++i) {
        const double da = pairs.a[i] - meanA;
        const double db = pairs.b[i] - meanB;
        ab += da * db;
        aa += da * da;
        bb += db * db;
    }
    return std::clamp(ab / std::sqrt(aa * bb), -1.0, 1.0);
}

double rankCorrelation(std::span<const float> a, std::span<const float> b)
{
    const auto pairs = definedPairs(a, b);
    return pearson(ranksOf(pairs.a), ranksOf(pairs.b));
}

double partialCorrelation(std::span<const float> a, std::span<const float> b, std::span<const float> c)
{
    std::vector<float> x, y, z;
    for (std::size_t i = 0; i < std::min({a.size(), b.size(), c.size()}); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i]) || std::isnan(c[i]))
            continue;
        x.push_back(a[i]);
        y.push_back(b[i]);
        z.push_back(c[i]);
    }
    if (x.size() < 3)
        return NaN;
    const double xy = pearson(x, y), xz = pearson(x, z), yz = pearson(y, z);
    const double restOfX = 1 - xz * xz, restOfY = 1 - yz * yz;
    if (!(restOfX > LeastRest) || !(restOfY > LeastRest)) // also where a correlation is NaN
        return NaN;
    return std::clamp((xy - xz * yz) / std::sqrt(restOfX * restOfY), -1.0, 1.0);
}

double rmse(std::span<const float> a, std::span<const float> b)
{
    const auto pairs = definedPairs(a, b);
    if (pairs.a.empty())
        return NaN;
    double squares = 0;
    for (std::size_t i = 0; i < pairs.a.size(); ++i)
        squares += (pairs.a[i] - pairs.b[i]) * (pairs.a[i] - pairs.b[i]);
    return std::sqrt(squares / static_cast<double>(pairs.a.size()));
}

void SectionScorer::Sums::add(float truth, float predicted)
{
    if (std::isnan(truth) || std::isnan(predicted))
        return;
    if (pairs == 0) {
        firstTruth = truth;
        firstPredicted = predicted;
    }
    truthVaries = truthVaries || truth != firstTruth;
    predictedVaries = predictedVaries || predicted != firstPredicted;
    pairs += 1;
    const double fromTruth = truth - meanTruth;
    const double fromPredicted = predicted - meanPredicted;
    meanTruth += fromTruth / pairs;
    meanPredicted += fromPredicted / pairs;
    truthTruth += fromTruth * (truth - meanTruth);
    predictedPredicted += fromPredicted * (predicted - meanPredicted);
    truthPredicted += fromTruth * (predicted - meanPredicted);
    const double difference = static_cast<double>(truth) - predicted;
    squaredDifferences += difference * difference;
}

double SectionScorer::Sums::correlation() const
{
    if (!truthVaries || !predictedVaries) // with fewer than two pairs neither does
        return NaN;
    return std::clamp(truthPredicted / std::sqrt(truthTruth * predictedPredicted), -1.0, 1.0);
}

void SectionScorer::add(std::span<const float> truth, std::span<const float> predicted)
{
    for (std::size_t s = 0; s < m_spots.size(); ++s)
        m_spots[s].add(truth[s], predicted[s]);
    m_pccGene.push_back(pearson(truth, predicted));
    m_pccGeneBeyondDepth.push_back(m_depth.empty() ? NaN : partialCorrelation(truth, predicted, m_depth));
}

SectionScores SectionScorer::scores() const
{
    SectionScores scores;
    for (const auto& spot : m_spots) {
        scores.pccSpot.push_back(spot.correlation());
        scores.rmseSpot.push_back(spot.pairs > 0 ? std::sqrt(spot.squaredDifferences / spot.pairs) : NaN);
    }
    scores.pccGene = m_pccGene;
    scores.pccGeneBeyondDepth = m_pccGeneBeyondDepth;
    return scores;
}

SectionScores scoreSection(const ExpressionMatrix& truth, const ExpressionMatrix& predicted,
                           std::vector<float> depth)
{
    SectionScorer scorer(truth.spots(), std::move(depth));
    for (std::size_t g = 0; g < truth.genes(); ++g)
        scorer.add(truth.gene(g), predicted.gene(g));
    return scorer.scores();
}

ScoreSummary summarise(std::span<const double> scores)
{
    std::vector<double> defined;
    std::copy_if(scores.begin(), scores.end(), std::back_inserter(defined),
                 [](double v) { return !std::isnan(v); });
    ScoreSummary summary;
    summary.defined = defined.size();
    summary.undefined = scores.size() - defined.size();
    summary.mean = summary.median = summary.positive = NaN;
    if (defined.empty())
        return summary;
    summary.mean = mean(defined);
    summary.median = percentile(std::span<const double>(defined), 50);
    const auto positive = std::count_if(defined.begin(), defined.end(), [](double v) { return v > 0; });
    summary.positive = static_cast<double>(positive) / static_cast<double>(defined.size());
    return summary;
}

} // namespace transcope::core
