#pragma once

#include "core/expression/expression.h"

#include <memory>

namespace transcope::core {

/// Some spots of `values`, in the order given, without a copy; `values` itself where these are all of its
/// spots in their order. traits() are those of all of its spots.
std::shared_ptr<const Expression> pickedSpots(std::shared_ptr<const Expression> values,
                                              std::vector<int> spots);

} // namespace transcope::core
