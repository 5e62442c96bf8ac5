#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// The words of a command line, as a shell takes them apart, with no shell: spaces separate, '…' keeps what
/// stands within as it is, "…" and \ keep spaces and quotes together. Nothing is expanded.
/// Errors: InvalidArgument when it is empty or a quote has no end.
Result<std::vector<std::string>> splitCommand(std::string_view command);

} // namespace transcope::core
