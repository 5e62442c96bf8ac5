#pragma once

#include "core/base/result.h"
#include "core/slide/image.h"

#include <filesystem>

namespace transcope::core {

/// Writes a picture as an RGB TIFF with Deflate compression, so many px per inch. Errors: WriteFailed.
Result<void> writeTiff(const std::filesystem::path& path, const Image& image, double dpi);

} // namespace transcope::core
