#pragma once

#include "model/kernels/detail/vector.h"

/// Plain loops, which the compiler turns into this translation unit's vectors.

namespace transcope::model::detail {
namespace {

inline void widen(const std::uint16_t* x, std::ptrdiff_t stride, int rows, int width, float* out,
                  std::ptrdiff_t outStride)
{
    for (int r = 0; r < rows; ++r, x += stride, out += outStride)
        for (int c = 0; c < width; ++c) {
            const std::uint32_t bits = static_cast<std::uint32_t>(x[c]) << 16;
            std::memcpy(out + c, &bits, sizeof bits);
        }
}

inline void narrow(const float* x, std::ptrdiff_t stride, int rows, int width, std::uint16_t* out,
                   std::ptrdiff_t outStride)
{
    for (int r = 0; r < rows; ++r, x += stride, out += outStride)
        for (int c = 0; c < width; ++c) {
            std::uint32_t bits;
            std::memcpy(&bits, x + c, sizeof bits);
            const std::uint32_t rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
            const bool isNumber = (bits & 0x7fffffffu) <= 0x7f800000u;
            out[c] = static_cast<std::uint16_t>(isNumber ? rounded : 0x7fc0u);
        }
}

inline void rowDots(const float* x, std::ptrdiff_t xStride, const float* y, std::ptrdiff_t yStride, int rows,
                    int width, float* dots)
{
    for (int r = 0; r < rows; ++r, x += xStride, y += yStride) {
        Vec sum = {};
        int c = 0;
        for (; c + kLanes <= width; c += kLanes)
            sum += load(x + c) * load(y + c);
        float total = horizontalSum(sum);
        for (; c < width; ++c)
            total += x[c] * y[c];
        dots[r] = total;
    }
}

} // namespace
} // namespace transcope::model::detail
