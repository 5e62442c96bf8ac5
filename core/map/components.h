#pragma once

#include "core/expression/expression.h"

#include <array>
#include <stop_token>

namespace transcope::core {

/// The first three principal components of a layer.
struct Components
{
    static constexpr std::size_t Count = 3;
    /// Per component and spot: NaN where the spot is not known; 0 where the data has fewer components.
    std::array<std::vector<float>, Count> scores;
    std::vector<double> explainedShares; ///< of the variance, per component that the data has; empty: no fit
};

/// Fits chosen genes at all known spots, or at 20,000 of them, evenly taken, and places the others by that
/// fit: a component of half a million spots needs no more, and the memory of a fit is bounded. A component's
/// sign is that of its largest loading. Errors: Cancelled; those of reading.
Result<Components> fitComponents(const Expression& values, std::span<const int> genes,
                                 std::stop_token stop = {});

} // namespace transcope::core
