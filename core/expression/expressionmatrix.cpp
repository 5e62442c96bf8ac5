#include "core/expression/expressionmatrix.h"

#include <limits>

namespace transcope::core {

ExpressionMatrix::ExpressionMatrix(std::size_t spots, std::size_t genes)
    : m_spots(spots), m_genes(genes), m_values(spots * genes, std::numeric_limits<float>::quiet_NaN())
{
}

std::vector<float> ExpressionMatrix::spot(std::size_t index) const
{
    std::vector<float> row(m_genes);
    for (std::size_t g = 0; g < m_genes; ++g)
        row[g] = at(index, g);
    return row;
}

void ExpressionMatrix::setSpot(std::size_t index, std::span<const float> row)
{
    for (std::size_t g = 0; g < m_genes; ++g)
        at(index, g) = row[g];
}

} // namespace transcope::core
