#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace transcope::core {

/// An 8-bit RGB picture, rows from the top, interleaved, no padding: byte 3·(y·width + x) + channel.
struct Image
{
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;

    Image() = default;
    /// All black.
    Image(int w, int h)
        : width(w), height(h), rgb(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3)
    {
    }

    bool isEmpty() const { return rgb.empty(); }
    std::uint8_t* row(int y) { return rgb.data() + static_cast<std::size_t>(y) * width * 3; }
    const std::uint8_t* row(int y) const { return rgb.data() + static_cast<std::size_t>(y) * width * 3; }
};

} // namespace transcope::core
