#pragma once

#include "core/base/result.h"
#include "core/slide/image.h"

#include <filesystem>

namespace transcope::core::demo {

/// Writes a tiled JPEG TIFF with levels at downsample 1, 2, 4 … until the longer side is ≤ 512 px, as generic
/// tiled TIFF that OpenSlide reads, its scale in the resolution tags. Through a temporary name beside `file`.
/// Errors: WriteFailed; nothing is left under `file` that was not there before.
Result<void> writeTiffPyramid(const std::filesystem::path& file, Image image, double umPerPx);

} // namespace transcope::core::demo
