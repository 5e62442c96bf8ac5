#pragma once

#include "core/base/result.h"
#include "core/expression/gene.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::app {

/// What models of the same recipe, trained with sections left out, say about a model trained on all.
struct CrossChecks
{
    std::vector<float> heldOutScores;      ///< per gene, mean over the files where it is defined, else NaN
    std::vector<float> heldOutBeyondDepth; ///< likewise
    std::string description;               ///< the files' splits, in words
};

/// Reads the held-out scores of weights files for these genes, in this order.
/// Errors: readModelCard's; InvalidArgument (a file has other genes, or no held-out scores).
core::Result<CrossChecks> readCrossChecks(const std::vector<std::filesystem::path>& files,
                                          const core::GeneList& genes);

} // namespace transcope::app
