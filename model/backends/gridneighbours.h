#pragma once

#include "model/nn/torch.h"

namespace transcope::model {

/// The neighbours of each spot in Hist2ST's graph: the 4 nearest other spots on the array, ties by index,
/// none farther than 2. grid: [N, 2] int64 on any device → [N, 4] int64 on the CPU, −1 where there are fewer.
torch::Tensor gridNeighbours(const torch::Tensor& grid);

/// The mean of each spot's neighbours, zero for a spot that has none. x: [N, C] → [N, C].
torch::Tensor meanOfNeighbours(const torch::Tensor& x, const torch::Tensor& neighbours);

} // namespace transcope::model
