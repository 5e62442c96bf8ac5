#pragma once

#include "app/cli/command.h"

#include <filesystem>

namespace transcope::app {

/// What one file (or folder) holds, told by its ending and contents; anything unknown is tried as a slide.
/// Plain pictures are imported into the cache, as every command does that opens them. json: "file" and "kind"
/// ("slide", "session", "expression", "spots", "weights") and fields of that kind. library: which section of
/// a file of several. Errors: those of the readers.
core::Result<Output> describe(const std::filesystem::path& path, const std::string& library,
                              const Context& context);

} // namespace transcope::app
