#pragma once

#include <string>
#include <vector>

namespace transcope::core {

/// A gene as a file names it. Either field may be empty, not both.
struct Gene
{
    std::string symbol; ///< e.g. "DDX5"
    std::string id;     ///< Ensembl id, e.g. "ENSG00000108654", version suffix kept as read

    /// The symbol, or the id where there is none.
    const std::string& name() const { return symbol.empty() ? id : symbol; }
    bool operator==(const Gene&) const = default;
};

using GeneList = std::vector<Gene>;

} // namespace transcope::core
