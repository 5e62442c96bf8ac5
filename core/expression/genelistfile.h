#pragma once

#include "core/base/result.h"
#include "core/expression/gene.h"

#include <filesystem>

namespace transcope::core {

/// Reads a gene list, a file or the name of one that comes with Transcope ("her2st"): one symbol or Ensembl
/// id a line; blank lines and lines that begin with '#' are skipped. Errors: NotFound; BadInput for an empty
/// list, a name given twice (with both lines) or a line with several columns.
Result<GeneList> readGeneList(const std::filesystem::path& path);

} // namespace transcope::core
