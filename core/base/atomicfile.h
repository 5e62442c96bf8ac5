#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>

namespace transcope::core {

/// Lets `write` make a file under a temporary name in out's folder, then renames it to `out`, which it replaces. Where
/// `write` fails or throws, the temporary file is removed and whatever was at `out` stays as it was; a message that
/// names the temporary file then names `out`.
/// Errors: write's; WriteFailed when the folder does not exist or the rename fails.
Result<void> writeAtomically(const std::filesystem::path& out,
                             const std::function<Result<void>(const std::filesystem::path& temporary)>& write);

/// Writes bytes that way. Errors: WriteFailed (disk full, folder read-only).
Result<void> writeTextAtomically(const std::filesystem::path& out, const std::string& text);

} // namespace transcope::core
