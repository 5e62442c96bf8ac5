#pragma once

#include "core/expression/expression.h"
#include "core/expression/expressionmatrix.h"

#include <memory>
#include <shared_mutex>

namespace transcope::core {

/// A matrix in memory. Rows may be written while others read: a reader sees a gene or a spot before or after
/// a write(), never in the middle of one.
class DenseExpression final : public Expression
{
public:
    explicit DenseExpression(ExpressionMatrix values) : m_values(std::move(values)) {}

    std::size_t spots() const override { return m_values.spots(); }
    std::size_t genes() const override { return m_values.genes(); }
    Result<std::vector<float>> gene(std::size_t index) const override;
    Result<std::vector<float>> spot(std::size_t index) const override;

    /// Replaces rows. spots: indices below spots(); rows: [spots.size(), genes()] row-major.
    void write(std::span<const int> spots, std::span<const float> rows);

private:
    mutable std::shared_mutex m_mutex;
    ExpressionMatrix m_values;
};

/// A matrix that nobody writes to any more.
std::shared_ptr<const Expression> denseExpression(ExpressionMatrix values);

/// Chosen genes, in their order, as a matrix to compute with. Errors: those of gene().
Result<ExpressionMatrix> columnsOf(const Expression& values, std::span<const int> columns);
/// All genes: only where they are few.
Result<ExpressionMatrix> columnsOf(const Expression& values);

} // namespace transcope::core
