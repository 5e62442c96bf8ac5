#pragma once

#include "core/expression/expression.h"
#include "core/io/datatree.h"

#include <memory>
#include <string>

namespace transcope::core {

/// Where a sparse matrix lies and how it is laid out.
struct SparseLayout
{
    std::string group;                ///< holds data, indices and indptr, of any width
    std::size_t spots = 0, genes = 0; ///< of the result
    std::vector<int> columns;         ///< per gene of the file: its column, -1 where it is not wanted
    /// Lines are spots (csr of AnnData, csc of Space Ranger's genes × spots) rather than genes.
    bool linesAreSpots = true;
};

/// Reads it in parts; absent entries are 0. Errors: BadInput where bounds or indices do not fit the shape, or
/// an entry is NaN or occurs twice.
Result<std::shared_ptr<const Expression>> readSparse(const DataTree& tree, const SparseLayout& layout);

/// Reads a dense matrix, spots × genes, row by row. Errors: BadInput.
Result<std::shared_ptr<const Expression>> readDense(const DataTree& tree, const std::string& dataset,
                                                    std::size_t spots, std::size_t genes);

} // namespace transcope::core
