#pragma once

#include "app/cli/command.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::app {

/// What to pack of a data set.
struct PackOptions
{
    std::string genes; ///< a gene list's file; empty = chosen on the training sections
    std::string split = "patient";
    std::uint64_t seed = 1;
    std::string normalisation = "cpm-selected";
    std::vector<int> levels = {0, 1, 2};
    int sizePx = 224;
};

/// Packs a folder of sections into one file, as openDataSet() and packDataSet() do; gives what was left out
/// and why, one sentence each. A build without slide reading refuses: InvalidArgument.
core::Result<std::vector<std::string>> packFolder(const std::filesystem::path& folder,
                                                  const PackOptions& options,
                                                  const std::filesystem::path& out, const Context& context);

} // namespace transcope::app
