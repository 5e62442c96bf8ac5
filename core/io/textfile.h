#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace transcope::core {

/// The text of a file, plain or gzip (told by its content, not its name).
/// Errors: NotFound; BadInput when it cannot be read or the gzip stream is damaged or cut short.
Result<std::string> readTextFile(const std::filesystem::path& path);

/// The first line, without its end; reads no more than it needs. Errors as above.
Result<std::string> readFirstLine(const std::filesystem::path& path);

} // namespace transcope::core
