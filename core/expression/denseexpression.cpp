#include "core/expression/denseexpression.h"

#include <mutex>

namespace transcope::core {

Result<std::vector<float>> DenseExpression::gene(std::size_t index) const
{
    const std::shared_lock lock(m_mutex);
    const auto column = m_values.gene(index);
    return std::vector<float>(column.begin(), column.end());
}

Result<std::vector<float>> DenseExpression::spot(std::size_t index) const
{
    const std::shared_lock lock(m_mutex);
    return m_values.spot(index);
}

void DenseExpression::write(std::span<const int> spots, std::span<const float> rows)
{
    const std::unique_lock lock(m_mutex);
    for (std::size_t row = 0; row < spots.size(); ++row)
        m_values.setSpot(static_cast<std::size_t>(spots[row]), rows.subspan(row * genes(), genes()));
}

} // namespace transcope::core
