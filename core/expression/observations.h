#pragma once

#include <string>
#include <vector>

namespace transcope::core {

/// One thing known of every spot besides expression: a number, or a category.
struct ObservationColumn
{
    std::string name;             ///< e.g. "leiden", "total_counts"
    std::vector<float> numbers{}; ///< per spot, NaN unknown; empty for categories
    std::vector<int> codes{};     ///< per spot: index of its category, −1 unknown; empty for numbers
    std::vector<std::string> categories{}; ///< in the file's order; empty for numbers

    bool isCategorical() const { return !categories.empty(); }
};

using Observations = std::vector<ObservationColumn>;

} // namespace transcope::core
