#pragma once

#include "core/io/countstable.h"
#include "core/io/spacerangerfiles.h"

namespace transcope::core {

/// The type of the features that are genes.
inline constexpr const char* ExpressionType = "Gene Expression";

/// Reads Space Ranger's matrix in three files: matrix.mtx, features.tsv (genes.tsv before version 3) and
/// barcodes.tsv, each plain or .gz. Only features of the type "Gene Expression". Errors: NotFound; BadInput
/// with file and line.
Result<CountsTable> readMatrixFiles(const MatrixFiles& files);

/// Reads its .h5: /matrix of version 3 and later, or one group per genome of earlier ones. genome: which,
/// where there are several; else all that a /matrix has, with a note. Errors: NotFound (no such genome);
/// BadInput; InvalidArgument where several groups leave a choice, naming them; Unsupported when it is an .h5
/// of another kind.
Result<CountsTable> readMatrixH5(const std::filesystem::path& path, const std::string& genome = {});

} // namespace transcope::core
