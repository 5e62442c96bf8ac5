#include "core/stats/boxsummary.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr double WhiskerIqr = 1.5;

template <class T> std::vector<T> withoutNaN(std::span<const T> values)
{
    std::vector<T> kept;
    kept.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept), [](T v) { return !std::isnan(v); });
    return kept;
}

double positionOf(double p, std::size_t count)
{
    return std::clamp(p, 0.0, 100.0) / 100.0 * static_cast<double>(count - 1);
}

double percentileOfSorted(const std::vector<double>& sorted, double p)
{
    const double position = positionOf(p, sorted.size());
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], position - static_cast<double>(below));
}

/// The same without sorting everything: half a million values are asked for twice at every change of gene.
template <class T> double percentileOf(std::vector<T> values, double p)
{
    if (values.empty())
        return NaN;
    const double position = positionOf(p, values.size());
    const auto below = values.begin() + static_cast<std::ptrdiff_t>(position);
    std::nth_element(values.begin(), below, values.end());
    const auto above = below + 1 == values.end() ? below : std::min_element(below + 1, values.end());
    return std::lerp(static_cast<double>(*below), static_cast<double>(*above),
                     position - std::floor(position));
}

} // namespace

BoxSummary boxSummary(std::span<const double> values)
{
    auto sorted = withoutNaN(values);
    std::sort(sorted.begin(), sorted.end());
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
    return percentileOf(withoutNaN(values), p);
}

double percentile(std::span<const double> values, double p)
{
    return percentileOf(withoutNaN(values), p);
}

} // namespace transcope::core
