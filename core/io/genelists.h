#pragma once

#include "core/base/result.h"
#include "core/expression/gene.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::core {

/// Genes that belong together, as a set of a GMT file or a panel of markers.
struct NamedGenes
{
    std::string name;
    std::string description;  ///< empty where the file has none
    GeneList genes;           ///< each once, in the file's order; never empty
    std::size_t repeated = 0; ///< genes that were given again, and left out
};

/// Whether the name is that of a GMT file: ".gmt", ".gmt.gz", in any case.
bool isGmtName(const std::filesystem::path& path);

/// Reads lists of genes, plain or gzip. A GMT file (told by its name) has one a line: name, description,
/// genes, between tabs. Any other file is one list, named like the file: genes on lines of their own or
/// between commas, semicolons or tabs, in quotes or not; lines that begin with '#' are skipped. Blank lines
/// are, in both. Errors: NotFound; BadInput with the line for a list without genes or whose name an earlier
/// one has, what cannot be a gene's name, and more than 64 MiB, 100,000 lists or 4,000,000 genes.
Result<std::vector<NamedGenes>> readGeneLists(const std::filesystem::path& path);

/// Writes them as a GMT file; tabs and line breaks within names become spaces. Errors: WriteFailed.
Result<void> writeGmt(const std::filesystem::path& path, const std::vector<NamedGenes>& lists);

} // namespace transcope::core
