#pragma once

#include "core/expression/expressionmatrix.h"
#include "core/io/h5object.h"

#include <string>

namespace transcope::core {

/// Compressed sparse values: `indptr` bounds the entries of each major line, `indices` names the minor one.
struct SparseValues
{
    std::vector<float> data;
    std::vector<std::int64_t> indices;
    std::vector<std::int64_t> indptr;
};

/// Reads GROUP/{data,indices,indptr}. Errors: BadInput.
Result<SparseValues> readSparse(const H5Reader& reader, const std::string& group);

/// Spreads it over spots × genes; absent entries are 0. majorIsSpot: lines are spots (csr of AnnData, csc of
/// Space Ranger's genes × spots) rather than genes. group: for messages. Errors: BadInput where bounds or
/// indices do not fit the shape, or an entry occurs twice.
Result<ExpressionMatrix> spreadSparse(const H5Reader& reader, const std::string& group,
                                      const SparseValues& sparse, std::size_t spots, std::size_t genes,
                                      bool majorIsSpot);

} // namespace transcope::core
