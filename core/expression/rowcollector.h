#pragma once

#include "core/expression/sparsebuilder.h"

#include <optional>

namespace transcope::core {

/// Takes the rows of a table one by one and stores them dense or sparse, as the first of them are filled.
class RowCollector
{
public:
    /// expectedRows: 0 where it is not known.
    explicit RowCollector(std::size_t genes, std::size_t expectedRows = 0);

    /// row: length genes, NaN where nothing is known.
    void add(std::span<const float> row);
    std::shared_ptr<const Expression> finish();

private:
    void choose();
    void addSparse(std::span<const float> row);

    std::size_t m_genes, m_expectedRows;
    std::size_t m_rows = 0;
    std::vector<float> m_dense; ///< row-major, as long as m_sparse is not chosen
    std::optional<SparseBuilder> m_sparse;
    bool m_chosen = false;
};

} // namespace transcope::core
