#pragma once

#include "model/nn/torch.h"

#include <random>

namespace transcope::model {

/// A section's patches as Hist2ST's training also shows them (Zeng et al. 2022), all alike: grey with a
/// chance of 0.1, turned by an angle from −90° to 90° (black where nothing is), upside down with a chance
/// of 0.2. patches: [N, size, size, 3] float32 → the same shape.
torch::Tensor alteredPatches(const torch::Tensor& patches, std::mt19937_64& random);

/// Pictures turned clockwise about their centres, the nearest px each. patches: as above.
torch::Tensor turnedPatches(const torch::Tensor& patches, double radians);

} // namespace transcope::model
