#pragma once

#include "core/io/countstable.h"

namespace transcope::core {

/// The type of the features that are genes.
inline constexpr const char* ExpressionType = "Gene Expression";

/// Reads Space Ranger's matrix folder: matrix.mtx, features.tsv (genes.tsv before version 3) and
/// barcodes.tsv, each plain or .gz. Only features of the type "Gene Expression". Errors: NotFound; BadInput
/// with file and line.
Result<CountsTable> readMatrixFolder(const std::filesystem::path& folder);

/// Reads its .h5: /matrix of version 3 and later, or one group per genome of earlier ones (the first is
/// taken). Errors: NotFound; BadInput; Unsupported when it is an .h5 of another kind.
Result<CountsTable> readMatrixH5(const std::filesystem::path& path);

} // namespace transcope::core
