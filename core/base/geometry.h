#pragma once

#include <cstdint>

namespace transcope::core {

/// A point; the frame of reference stands in the name of the variable (centreLevel0Px, positionUm).
struct PointD
{
    double x = 0;
    double y = 0;
    bool operator==(const PointD&) const = default;
};

/// Width and height in pixels of the frame that the variable's name says.
struct SizeI
{
    std::int64_t width = 0;
    std::int64_t height = 0;
    bool operator==(const SizeI&) const = default;
};

/// Half-open rectangle [x, x + width) × [y, y + height) in whole pixels of the frame that the name says.
struct RectI
{
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
    bool operator==(const RectI&) const = default;
    bool isEmpty() const { return width <= 0 || height <= 0; }
};

} // namespace transcope::core
