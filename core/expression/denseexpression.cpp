#include "core/expression/denseexpression.h"

#include "core/base/try.h"

#include <algorithm>
#include <mutex>
#include <numeric>

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

std::shared_ptr<const Expression> denseExpression(ExpressionMatrix values)
{
    return std::make_shared<const DenseExpression>(std::move(values));
}

Result<ExpressionMatrix> columnsOf(const Expression& values, std::span<const int> columns)
{
    ExpressionMatrix chosen(values.spots(), columns.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
        TRY(const auto gene, values.gene(static_cast<std::size_t>(columns[c])));
        std::ranges::copy(gene, chosen.gene(c).begin());
    }
    return chosen;
}

Result<ExpressionMatrix> columnsOf(const Expression& values)
{
    std::vector<int> all(values.genes());
    std::iota(all.begin(), all.end(), 0);
    return columnsOf(values, all);
}

} // namespace transcope::core
