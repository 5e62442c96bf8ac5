#pragma once

#include "core/expression/expression.h"
#include "core/expression/layer.h"

#include <memory>

namespace transcope::core {

/// Counts seen in a normalisation (docs/evaluation.md): gene by gene, nothing is stored but the sums that the
/// normalisation needs. All genes of `counts` are there; `selected` are those whose sum is CpmSelected's
/// denominator and is not used otherwise. Spots whose denominator is not > 0 are NaN. Errors: those of
/// reading `counts`.
Result<std::shared_ptr<const Expression>> normalised(std::shared_ptr<const Expression> counts,
                                                     Normalisation normalisation,
                                                     std::span<const int> selected);

} // namespace transcope::core
