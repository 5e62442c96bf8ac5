#pragma once

#include <cstdint>
#include <vector>

namespace transcope::core {

/// Compresses RGB as a complete baseline JPEG (YCbCr, chroma at full resolution).
/// rgb: [height, width, 3]. Returns an empty stream when memory is short.
std::vector<std::uint8_t> encodeJpeg(const std::uint8_t* rgb, int width, int height, int quality);

} // namespace transcope::core
