#pragma once

#include <algorithm>
#include <vector>

namespace transcope::core {

/// The middle value; the mean of the middle two where their number is even. Not for none.
inline double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return values.size() % 2 == 1 ? *middle : (*middle + *std::max_element(values.begin(), middle)) / 2;
}

} // namespace transcope::core
