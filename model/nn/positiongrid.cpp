#include "model/nn/positiongrid.h"

#include <cmath>

namespace transcope::model {

torch::Tensor positionsForGrid(const torch::Tensor& positions, std::int64_t rows, std::int64_t columns)
{
    const auto side = std::llround(std::sqrt(static_cast<double>(positions.size(1) - 1)));
    TORCH_CHECK(side * side == positions.size(1) - 1, positions.size(1),
                " positions are not a cls token and a square grid");
    if (rows == side && columns == side)
        return positions;
    const auto scale = [&](std::int64_t tokens) {
        return (static_cast<double>(tokens) + 0.1) / static_cast<double>(side);
    };
    const auto grid = positions.narrow(1, 1, side * side)
                          .reshape({1, side, side, positions.size(2)})
                          .permute({0, 3, 1, 2})
                          .to(torch::kFloat);
    const auto resized = torch::upsample_bicubic2d(grid, {rows, columns}, /*align_corners=*/false,
                                                   scale(rows), scale(columns));
    const auto tokens = resized.permute({0, 2, 3, 1}).reshape({1, rows * columns, positions.size(2)});
    return torch::cat({positions.narrow(1, 0, 1), tokens.to(positions.scalar_type())}, 1);
}

} // namespace transcope::model
