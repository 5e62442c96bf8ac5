#pragma once

#include <span>
#include <vector>

namespace transcope::core {

/// What a box plot draws. Quartiles by linear interpolation between order statistics (numpy's default);
/// whiskers at the furthest value within 1.5 IQR of the box; the rest are outliers. NaN values are left out.
struct BoxSummary
{
    double q1 = 0, median = 0, q3 = 0;
    double low = 0, high = 0;     ///< whisker ends, values that occur in the data
    std::vector<double> outliers; ///< ascending
    std::size_t count = 0;        ///< values used; all fields NaN when 0
};
BoxSummary boxSummary(std::span<const double> values);

/// Linear-interpolation percentile, p in [0, 100]; NaN values left out; NaN when none remain.
double percentile(std::span<const float> values, double p);
double percentile(std::span<const double> values, double p);

} // namespace transcope::core
