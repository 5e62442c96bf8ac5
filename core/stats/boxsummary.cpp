#include "core/stats/boxsummary.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr double WhiskerIqr = 1.5;

template <class T> std::vector<double> sortedWithoutNaN(std::span<const T> values)
{
    std::vector<double> kept;
    kept.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept), [](T v) { return !std::isnan(v); });
    std::sort(kept.begin(), kept.end());
    return kept;
}

double percentileOfSorted(const std::vector<double>& sorted, double p)
{
    if (sorted.empty())
        return NaN;
    const double position = std::clamp(p, 0.0, 100.0) / 100.0 * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], position - static_cast<double>(below));
}

} // namespace

BoxSummary boxSummary(std::span<const double> values)
{
    const auto sorted = sortedWithoutNaN(values);
    BoxSummary box;
    box.count = sorted.size();
    if (sorted.empty()) {
        box.q1 = box.median = box.q3 = box.low = box.high = NaN;
        return box;
    }
    box.q1 = percentileOfSorted(sorted, 25);
    box.median = percentileOfSorted(sorted, 50);
    box.q3 = percentileOfSorted(sorted, 75);
    const double reach = WhiskerIqr * (box.q3 - box.q1);
    const auto first = std::lower_bound(sorted.begin(), sorted.end(), box.q1 - reach);
    const auto last = std::upper_bound(sorted.begin(), sorted.end(), box.q3 + reach);
    box.low = *first;
    box.high = *(last - 1);
    box.outliers.assign(sorted.begin(), first);
    box.outliers.insert(box.outliers.end(), last, sorted.end());
    return box;
}

double percentile(std::span<const float> values, double p)
{
    return percentileOfSorted(sortedWithoutNaN(values), p);
}

double percentile(std::span<const double> values, double p)
{
    return percentileOfSorted(sortedWithoutNaN(values), p);
}

} // namespace transcope::core
