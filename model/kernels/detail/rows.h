#pragma once

#include "model/kernels/detail/operands.h"
#include "model/kernels/kerneltable.h"

/// What happens to rows between the products: norms, scaling, patch flattening, sums.

namespace transcope::model::detail {
namespace {

constexpr float kNormEps = 1e-5f;

inline Vec loadUpTo(const float* p, int n)
{
    return n >= kLanes ? load(p) : loadPartial(p, n);
}

template <class Ops> void storeOperands(typename Ops::Element* p, Vec v, int n)
{
    if (n >= kLanes)
        Ops::store(p, v);
    else
        storePartialOperands<Ops>(p, v, n);
}

struct Moments
{
    float mean;
    float inverseDeviation;
};

inline Moments rowMoments(const float* x, int width)
{
    Vec sum = {};
    for (int i = 0; i < width; i += kLanes)
        sum += loadUpTo(x + i, width - i);
    const float mean = horizontalSum(sum) / static_cast<float>(width);
    Vec squares = {};
    int i = 0;
    for (; i + kLanes <= width; i += kLanes) {
        const Vec d = load(x + i) - mean;
        squares += d * d;
    }
    float total = horizontalSum(squares);
    for (; i < width; ++i)
        total += (x[i] - mean) * (x[i] - mean);
    return {mean, 1.0f / __builtin_sqrtf(total / static_cast<float>(width) + kNormEps)};
}

inline Vec normalised(const float* x, const Moments& m, const float* gamma, const float* beta, int n)
{
    return (loadUpTo(x, n) - m.mean) * m.inverseDeviation * loadUpTo(gamma, n) + loadUpTo(beta, n);
}

template <class Ops>
void layerNorm(const float* x, std::ptrdiff_t stride, int rows, int width, const float* gamma,
               const float* beta, void* operandOut, std::ptrdiff_t operandStride)
{
    for (int r = 0; r < rows; ++r, x += stride) {
        const Moments m = rowMoments(x, width);
        auto* out = static_cast<typename Ops::Element*>(operandOut) + r * operandStride;
        for (int i = 0; i < width; i += kLanes)
            storeOperands<Ops>(out + i, normalised(x + i, m, gamma + i, beta + i, width - i), width - i);
    }
}

inline void layerNormFloat(const float* x, std::ptrdiff_t stride, int rows, int width, const float* gamma,
                           const float* beta, const float* addend, std::ptrdiff_t addendStride, float* out,
                           std::ptrdiff_t outStride)
{
    for (int r = 0; r < rows; ++r, x += stride, out += outStride) {
        const Moments m = rowMoments(x, width);
        for (int i = 0; i < width; i += kLanes) {
            Vec v = normalised(x + i, m, gamma + i, beta + i, width - i);
            if (addend)
                v += loadUpTo(addend + r * addendStride + i, width - i);
            if (width - i >= kLanes)
                store(out + i, v);
            else
                storePartial(out + i, v, width - i);
        }
    }
}

template <class Ops>
void scaleRows(float* x, std::ptrdiff_t stride, int rows, int width, const float* scale, void* operandOut,
               std::ptrdiff_t operandStride)
{
    for (int r = 0; r < rows; ++r, x += stride) {
        auto* out = static_cast<typename Ops::Element*>(operandOut) + r * operandStride;
        for (int i = 0; i < width; i += kLanes) {
            Vec v = loadUpTo(x + i, width - i);
            if (scale) {
                v *= loadUpTo(scale + i, width - i);
                if (width - i >= kLanes)
                    store(x + i, v);
                else
                    storePartial(x + i, v, width - i);
            }
            storeOperands<Ops>(out + i, v, width - i);
        }
    }
}

template <class Ops>
void toOperands(const float* x, std::ptrdiff_t stride, int rows, int width, float factor, void* operandOut,
                std::ptrdiff_t operandStride)
{
    for (int r = 0; r < rows; ++r, x += stride) {
        auto* out = static_cast<typename Ops::Element*>(operandOut) + r * operandStride;
        for (int i = 0; i < width; i += kLanes)
            storeOperands<Ops>(out + i, loadUpTo(x + i, width - i) * factor, width - i);
    }
}

constexpr int kLargestPatch = 3 * 16 * 16;

/// The patch's bytes in (row, column, channel) order as floats 0 … 255, with their exact moments.
inline Moments gatherPatch(const std::uint8_t* pixel, int rowStride, int patch, float* out)
{
    const int width = 3 * patch;
    std::int32_t sum = 0, squares = 0; // at most 768 · 255² < 2^31
    for (int y = 0; y < patch; ++y, pixel += rowStride)
        for (int i = 0; i < width; ++i) {
            const std::int32_t value = pixel[i];
            sum += value;
            squares += value * value;
            out[y * width + i] = static_cast<float>(value);
        }
    const double n = static_cast<double>(width) * patch;
    const double mean = sum / n;
    const double variance = squares / n - mean * mean; // not below zero by more than double's rounding
    const double deviation = __builtin_sqrt((variance > 0 ? variance : 0) + 255.0 * 255.0 * double{kNormEps});
    return {static_cast<float>(mean), static_cast<float>(1.0 / deviation)};
}

/// The same for floats 0 … 1.
inline Moments gatherPatch(const float* pixel, int rowStride, int patch, float* out)
{
    const int width = 3 * patch;
    for (int y = 0; y < patch; ++y, pixel += rowStride)
        __builtin_memcpy(out + y * width, pixel, sizeof(float) * static_cast<std::size_t>(width));
    return rowMoments(out, width * patch);
}

template <class Ops, class Pixel>
void normalisePatchesOf(const PatchGrid& grid, const float* gamma, const float* beta, void* operandOut,
                        std::ptrdiff_t operandStride)
{
    alignas(64) float values[kLargestPatch];
    const int n = 3 * grid.patch * grid.patch;
    const std::ptrdiff_t rowStride = 3 * static_cast<std::ptrdiff_t>(grid.pictureWidth);
    for (int p = 0; p < grid.count; ++p) {
        const int row = (grid.first + p) / grid.perRow, column = (grid.first + p) % grid.perRow;
        const Pixel* pixel = static_cast<const Pixel*>(grid.rgb) +
                             (grid.margin + row * grid.patch) * rowStride +
                             3 * (grid.margin + column * grid.patch);
        const Moments m = gatherPatch(pixel, static_cast<int>(rowStride), grid.patch, values);
        auto* out = static_cast<typename Ops::Element*>(operandOut) + p * operandStride;
        for (int i = 0; i < n; i += kLanes)
            storeOperands<Ops>(out + i, normalised(values + i, m, gamma + i, beta + i, n - i), n - i);
    }
}

template <class Ops>
void normalisePatches(const PatchGrid& grid, const float* gamma, const float* beta, void* operandOut,
                      std::ptrdiff_t operandStride)
{
    if (grid.format == PixelFormat::Bytes)
        normalisePatchesOf<Ops, std::uint8_t>(grid, gamma, beta, operandOut, operandStride);
    else
        normalisePatchesOf<Ops, float>(grid, gamma, beta, operandOut, operandStride);
}

inline void columnSums(const float* x, std::ptrdiff_t stride, int rows, int width, float* sums)
{
    for (int i = 0; i < width; i += kLanes) {
        Vec sum = {};
        for (int r = 0; r < rows; ++r)
            sum += loadUpTo(x + r * stride + i, width - i);
        if (width - i >= kLanes)
            store(sums + i, sum);
        else
            storePartial(sums + i, sum, width - i);
    }
}

inline void matrixVector(const float* weight, std::ptrdiff_t stride, int rows, int width, const float* x,
                         const float* bias, float* out)
{
    for (int r = 0; r < rows; ++r, weight += stride) {
        Vec sum0 = {}, sum1 = {};
        int i = 0;
        for (; i + 2 * kLanes <= width; i += 2 * kLanes) {
            sum0 += load(weight + i) * load(x + i);
            sum1 += load(weight + i + kLanes) * load(x + i + kLanes);
        }
        float total = horizontalSum(sum0 + sum1);
        for (; i < width; ++i)
            total += weight[i] * x[i];
        out[r] = total + (bias ? bias[r] : 0.0f);
    }
}

inline void gelu(float* x, int count)
{
    int i = 0;
    for (; i + kLanes <= count; i += kLanes)
        store(x + i, geluOf<6>(load(x + i)));
    if (i < count)
        storePartial(x + i, geluOf<6>(loadPartial(x + i, count - i)), count - i);
}

} // namespace
} // namespace transcope::model::detail
