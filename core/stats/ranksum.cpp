#include "core/stats/ranksum.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace transcope::core {

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

struct Value
{
    float value;
    bool isA;
};

std::vector<Value> sorted(std::span<const float> a, std::span<const float> b)
{
    std::vector<Value> values;
    values.reserve(a.size() + b.size());
    for (const auto& [sample, isA] : {std::pair(a, true), std::pair(b, false)})
        for (const float value : sample)
            if (!std::isnan(value))
                values.push_back({value, isA});
    std::ranges::sort(values, {}, &Value::value);
    return values;
}

/// The sum of a's ranks, and Σ t³ − t over groups of t equal values.
struct Ranks
{
    double sumOfA = 0, ties = 0;
};

Ranks ranksOf(const std::vector<Value>& values)
{
    Ranks ranks;
    for (std::size_t first = 0; first < values.size();) {
        std::size_t end = first;
        double ofA = 0;
        for (; end < values.size() && values[end].value == values[first].value; ++end)
            ofA += values[end].isA;
        const auto equal = static_cast<double>(end - first);
        ranks.sumOfA += ofA * (static_cast<double>(first + end + 1) / 2); // mean of the ranks first + 1 … end
        ranks.ties += equal * equal * equal - equal;
        first = end;
    }
    return ranks;
}

} // namespace

RankSumTest rankSumTest(std::span<const float> a, std::span<const float> b)
{
    const auto values = sorted(a, b);
    RankSumTest test;
    test.a = static_cast<std::size_t>(std::ranges::count(values, true, &Value::isA));
    test.b = values.size() - test.a;
    test.auc = test.p = NaN;
    if (test.a == 0 || test.b == 0)
        return test;
    const auto ranks = ranksOf(values);
    const auto nA = static_cast<double>(test.a), nB = static_cast<double>(test.b), n = nA + nB;
    const double u = ranks.sumOfA - nA * (nA + 1) / 2;
    test.auc = u / (nA * nB);
    const double variance = nA * nB / 12 * (n + 1 - ranks.ties / (n * (n - 1)));
    const double above = std::max(u, nA * nB - u) - nA * nB / 2 - 0.5;
    test.p = variance > 0 ? std::min(1.0, std::erfc(above / std::sqrt(2 * variance))) : 1;
    return test;
}

std::vector<double> falseDiscoveryRates(std::span<const double> p)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i)
        if (!std::isnan(p[i]))
            order.push_back(i);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
    std::vector<double> adjusted(p.size(), NaN);
    double least = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        const auto i = order[rank - 1];
        least = std::min(least, p[i] * static_cast<double>(order.size()) / static_cast<double>(rank));
        adjusted[i] = least;
    }
    return adjusted;
}

} // namespace transcope::core
