#pragma once

#include "model/nn/torch.h"

namespace transcope::model {

/// A learned vector per array column and one per array row, as HisToGene and Hist2ST have them. Parameters of
/// the owner: x_embed.weight, y_embed.weight, each [positions, width].
class GridPosition
{
public:
    GridPosition(torch::nn::Module& owner, int positions, int width);
    /// grid: [N, 2] int64 (column, row) → [N, width].
    torch::Tensor operator()(const torch::Tensor& grid) const;

private:
    torch::Tensor m_x, m_y;
};

} // namespace transcope::model
