#pragma once

#include "model/weights/tensor.h"

#include <string_view>

namespace transcope::model {

/// Tensors made from an integer hash, bit for bit the same in any language (docs/m2ost.md, "Reference
/// vectors"): element i (row-major) is splitmix64 of FNV-1a(seed + ":" + name) and i, as u in [0, 1).

/// A weight: 0.5 + u for running_var; (2u − 1)·√(3 / fan) with two or more dimensions; 0.8 + 0.4u for a
/// one-dimensional weight or gamma; (u − 0.5)·0.1 otherwise.
HostTensor hashedWeight(std::string_view seed, std::string_view name, const std::vector<std::int64_t>& shape);

/// An input: u · factor.
HostTensor hashedInput(std::string_view seed, std::string_view name, const std::vector<std::int64_t>& shape,
                       double factor = 1);

} // namespace transcope::model
