#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace transcope::core {

/// Refuses a TIFF of which any directory has tiles beyond belief, in px or in bytes: OpenSlide 3.4.1 asks
/// GLib for memory for one, which ends the process where there is not so much. Files of other kinds pass.
/// Errors: BadInput.
Result<void> checkTileSizes(const std::filesystem::path& path);

} // namespace transcope::core
