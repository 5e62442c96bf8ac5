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

inline float inverseDeviationOf(float squares, int width)
{
    return 1.0f / __builtin_sqrtf(squares / static_cast<float>(width) + kNormEps);
}

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
    return {mean, inverseDeviationOf(total, width)};
}

/// The moments of Rows rows of whole vectors: together, since each row's sums are chains that wait.
template <int Rows> void momentsTogether(const float* x, std::ptrdiff_t stride, int width, Moments (&m)[Rows])
{
    Vec sums[Rows] = {}, squares[Rows] = {};
    for (int i = 0; i < width; i += kLanes)
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r)
            sums[r] += load(x + r * stride + i);
    for (int r = 0; r < Rows; ++r)
        m[r].mean = horizontalSum(sums[r]) / static_cast<float>(width);
    for (int i = 0; i < width; i += kLanes)
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r) {
            const Vec d = load(x + r * stride + i) - m[r].mean;
            squares[r] += d * d;
        }
    for (int r = 0; r < Rows; ++r)
        m[r].inverseDeviation = inverseDeviationOf(horizontalSum(squares[r]), width);
}

inline Vec normalised(const float* x, const Moments& m, const float* gamma, const float* beta, int n)
{
    return (loadUpTo(x, n) - m.mean) * m.inverseDeviation * loadUpTo(gamma, n) + loadUpTo(beta, n);
}

/// Calls take(row, column, vector, numbers in it) for all of the rows' LayerNorm.
template <class Take>
void normaliseRows(const float* x, std::ptrdiff_t stride, int rows, int width, const float* gamma,
                   const float* beta, Take&& take)
{
    constexpr int kTogether = 4;
    int r = 0;
    for (; width % kLanes == 0 && r + kTogether <= rows; r += kTogether, x += kTogether * stride) {
        Moments m[kTogether];
        momentsTogether(x, stride, width, m);
        for (int i = 0; i < width; i += kLanes) {
            const Vec factor = load(gamma + i), addend = load(beta + i);
#pragma GCC unroll 8
            for (int k = 0; k < kTogether; ++k)
                take(r + k, i,
                     (load(x + k * stride + i) - m[k].mean) * m[k].inverseDeviation * factor + addend,
                     kLanes);
        }
    }
    for (; r < rows; ++r, x += stride) {
        const Moments m = rowMoments(x, width);
        for (int i = 0; i < width; i += kLanes)
            take(r, i, normalised(x + i, m, gamma + i, beta + i, width - i), width - i);
    }
}

template <class Ops>
void layerNorm(const float* x, std::ptrdiff_t stride, int rows, int width, const float* gamma,
               const float* beta, void* operandOut, std::ptrdiff_t operandStride)
{
    auto* out = static_cast<typename Ops::Element*>(operandOut);
    normaliseRows(x, stride, rows, width, gamma, beta,
                  [&](int r, int i, Vec v, int n) { storeOperands<Ops>(out + r * operandStride + i, v, n); });
}

inline void layerNormFloat(const float* x, std::ptrdiff_t stride, int rows, int width, const float* gamma,
                           const float* beta, const float* addend, std::ptrdiff_t addendStride, float* out,
                           std::ptrdiff_t outStride)
{
    normaliseRows(x, stride, rows, width, gamma, beta, [&](int r, int i, Vec v, int n) {
        if (addend)
            v += loadUpTo(addend + r * addendStride + i, n);
        if (n >= kLanes)
            store(out + r * outStride + i, v);
        else
            storePartial(out + r * outStride + i, v, n);
    });
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

/// Moments of n values 0 … 255 by their exact sums, of values divided by 255.
inline Moments byteMoments(double sum, double squares, int n)
{
    const double mean = sum / n;
    const double variance = squares / n - mean * mean; // not below zero by more than double's rounding
    const double deviation = __builtin_sqrt((variance > 0 ? variance : 0) + 255.0 * 255.0 * double{kNormEps});
    return {static_cast<float>(mean), static_cast<float>(1.0 / deviation)};
}

inline double exactSum(Vec v)
{
    float lanes[kLanes];
    store(lanes, v);
    double sum = 0;
    for (int i = 0; i < kLanes; ++i)
        sum += lanes[i];
    return sum;
}

/// The patch's bytes in (row, column, channel) order as floats 0 … 255, with their exact moments.
inline Moments gatherPatch(const std::uint8_t* pixel, int rowStride, int patch, float* out)
{
    const int width = 3 * patch, n = width * patch;
    alignas(64) std::uint8_t bytes[kLargestPatch + kLanes];
    for (int y = 0; y < patch; ++y)
        __builtin_memcpy(bytes + y * width, pixel + y * rowStride, static_cast<std::size_t>(width));
    __builtin_memset(bytes + n, 0, kLanes); // what the last vector holds beyond them adds nothing
    // A lane's squares add up to at most 768/4 · 255² < 2^24: exact.
    Vec sums = {}, squares = {};
    for (int i = 0; i < n; i += kLanes) {
        const Vec v = floatsOf(bytes + i);
        sums += v;
        squares += v * v;
        store(out + i, v);
    }
    return byteMoments(exactSum(sums), exactSum(squares), n);
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
    alignas(64) float values[kLargestPatch + kLanes];
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

/// out[r] of Rows rows at once, so that several streams of weights are on their way.
template <int Rows>
void dotRows(const float* weight, std::ptrdiff_t stride, int width, const float* x, const float* bias,
             float* out)
{
    Vec sums[Rows] = {};
    int i = 0;
    for (; i + kLanes <= width; i += kLanes) {
        const Vec v = load(x + i);
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r)
            sums[r] += load(weight + r * stride + i) * v;
    }
    for (int r = 0; r < Rows; ++r) {
        float total = horizontalSum(sums[r]);
        for (int k = i; k < width; ++k)
            total += weight[r * stride + k] * x[k];
        out[r] = total + (bias ? bias[r] : 0.0f);
    }
}

inline void matrixVector(const float* weight, std::ptrdiff_t stride, int rows, int width, const float* x,
                         const float* bias, float* out)
{
    constexpr int kTogether = 8;
    int r = 0;
    for (; r + kTogether <= rows; r += kTogether)
        dotRows<kTogether>(weight + r * stride, stride, width, x, bias ? bias + r : nullptr, out + r);
    for (; r < rows; ++r)
        dotRows<1>(weight + r * stride, stride, width, x, bias ? bias + r : nullptr, out + r);
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
