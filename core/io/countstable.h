#pragma once

#include "core/base/result.h"
#include "core/expression/expression.h"
#include "core/expression/gene.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace transcope::core {

/// A matrix of counts as a delimited file holds it: one row a spot.
struct CountsTable
{
    std::vector<std::string> rows;            ///< the first column, e.g. "10x13"; all different
    GeneList genes;                           ///< the header; all different
    std::shared_ptr<const Expression> values; ///< rows × genes
    std::vector<std::string> notes{};         ///< as in Section
};

/// Reads counts (plain or gzip): a header of gene names, with or without a cell above the row names, then a
/// row a spot; or turned, where the header's names are those of spots and the rows' are not. Errors:
/// NotFound; BadInput, with file, line and column, for a wrong number of columns, what is not a number,
/// negative or not finite, and for genes or rows given twice.
Result<CountsTable> readCountsTable(const std::filesystem::path& path);

/// Names of the spots with counts in such a table, for who wants no numbers: genes given twice and damaged
/// numbers do not matter here. Errors: NotFound; BadInput without rows or columns.
Result<std::vector<std::string>> measuredRows(const std::filesystem::path& path);

} // namespace transcope::core
