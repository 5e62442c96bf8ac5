#include "core/expression/rowcollector.h"

#include "core/expression/denseexpression.h"

#include <algorithm>
#include <utility>

namespace transcope::core {

namespace {

/// Looked at before rows are stored one way or the other.
constexpr std::size_t LookedAtValues = std::size_t{1} << 22;

ExpressionMatrix turned(const std::vector<float>& values, std::size_t rows, std::size_t genes)
{
    ExpressionMatrix matrix(rows, genes);
    for (std::size_t g = 0; g < genes; ++g) {
        const auto gene = matrix.gene(g);
        for (std::size_t r = 0; r < rows; ++r)
            gene[r] = values[r * genes + g];
    }
    return matrix;
}

} // namespace

RowCollector::RowCollector(std::size_t genes, std::size_t expectedRows)
    : m_genes(genes), m_expectedRows(expectedRows)
{
}

void RowCollector::add(std::span<const float> row)
{
    if (m_sparse) {
        addSparse(row);
        return;
    }
    m_dense.insert(m_dense.end(), row.begin(), row.end());
    ++m_rows;
    if (!m_chosen && m_dense.size() >= LookedAtValues)
        choose();
}

void RowCollector::addSparse(std::span<const float> row)
{
    for (std::size_t g = 0; g < row.size(); ++g)
        m_sparse->add(static_cast<int>(m_rows), static_cast<int>(g), row[g]);
    ++m_rows;
}

/// An entry takes up to twice the bytes of a dense value.
void RowCollector::choose()
{
    m_chosen = true;
    const auto zeros = static_cast<std::size_t>(std::ranges::count(m_dense, 0.0F));
    if (2 * zeros <= m_dense.size()) {
        m_dense.reserve(m_expectedRows * m_genes);
        return;
    }
    m_sparse.emplace(m_genes);
    const auto rows = std::exchange(m_dense, {});
    m_rows = 0;
    for (std::size_t at = 0; at < rows.size(); at += m_genes)
        addSparse(std::span(rows).subspan(at, m_genes));
}

std::shared_ptr<const Expression> RowCollector::finish()
{
    if (!m_chosen)
        choose();
    return m_sparse ? m_sparse->finish(m_rows) : denseExpression(turned(m_dense, m_rows, m_genes));
}

} // namespace transcope::core
