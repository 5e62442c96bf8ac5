#pragma once

#include <memory>
#include <span>
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

/// Of chosen spots, in their order; spots: indices into the columns. nullptr for nullptr.
std::shared_ptr<const Observations> pickedObservations(const std::shared_ptr<const Observations>& all,
                                                       std::span<const int> spots);

} // namespace transcope::core
