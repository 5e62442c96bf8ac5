#pragma once

#include "core/base/result.h"

#include <functional>
#include <string>

namespace transcope::core {

/// Code that this machine's user has once said to trust, by the hex SHA-256 of its bytes. Remembered in
/// transcope/trusted-code in $XDG_CONFIG_HOME, else in ~/.config: a line for each.
bool isTrustedCode(const std::string& hash);
/// Whether the code with this hex SHA-256 may be run; empty: none may.
using IsTrusted = std::function<bool(const std::string& hash)>;
/// Remembers it. name: of its file, for whoever reads the list. Errors: InvalidArgument (no hash);
/// WriteFailed.
Result<void> trustCode(const std::string& hash, const std::string& name);

} // namespace transcope::core
