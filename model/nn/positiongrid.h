#pragma once

#include "model/nn/torch.h"

namespace transcope::model {

/// Learned positions of a cls token and a square grid of tokens, for another grid: [1, 1 + n², C] →
/// [1, 1 + rows · columns, C], the grid's part bicubic as DINO does it (its scale has a tenth of a token
/// added), as they are where the grid is the same. Throws c10::Error unless there are 1 + n² positions.
torch::Tensor positionsForGrid(const torch::Tensor& positions, std::int64_t rows, std::int64_t columns);

} // namespace transcope::model
