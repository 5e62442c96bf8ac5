#include "model/comparators/gridposition.h"

#include "model/nn/registerat.h"

namespace transcope::model {

GridPosition::GridPosition(torch::nn::Module& owner, int positions, int width)
    : m_x(registerParameterAt(owner, "x_embed.weight", torch::randn({positions, width}))),
      m_y(registerParameterAt(owner, "y_embed.weight", torch::randn({positions, width})))
{
}

torch::Tensor GridPosition::operator()(const torch::Tensor& grid) const
{
    return m_x.index_select(0, grid.select(1, 0)) + m_y.index_select(0, grid.select(1, 1));
}

} // namespace transcope::model
