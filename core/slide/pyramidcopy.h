#pragma once

#include "core/base/progress.h"
#include "core/slide/slide.h"

#include <filesystem>
#include <stop_token>

namespace transcope::core {

/// Writes level 0 of a slide as a pyramid, row by row. Errors: those of reading it; WriteFailed; Cancelled.
Result<void> copyToPyramid(const Slide& slide, const std::filesystem::path& to, const ProgressFn& progress,
                           const std::stop_token& stop);

} // namespace transcope::core
