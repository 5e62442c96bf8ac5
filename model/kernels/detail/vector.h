#pragma once

/// Float vectors of the width that this translation unit is compiled for, in the GCC and Clang vector
/// extension, so that one source serves SSE, NEON, AVX2 and AVX-512.
///
/// Everything in detail/*.h that makes code has internal linkage, and the standard library's templates are
/// kept out of it: these headers are compiled several times with different instruction sets, and a shared
/// inline function could be linked from the copy that an older processor cannot run.

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace transcope::model::detail {
namespace {

#if defined(__AVX512F__)
constexpr int kLanes = 16;
constexpr int kTileVectors = 4; // 6 × 4 accumulators, 4 of B and broadcasts: 32 registers
#elif defined(__AVX2__)
constexpr int kLanes = 8;
constexpr int kTileVectors = 2; // 6 × 2 accumulators of 16 registers
#else
constexpr int kLanes = 4;
constexpr int kTileVectors = 2;
#endif
constexpr int kTileRows = 6;
constexpr int kPanel = kTileVectors * kLanes;

typedef float Vec __attribute__((vector_size(kLanes * 4)));
typedef std::int32_t IntVec __attribute__((vector_size(kLanes * 4)));
typedef float UnalignedVec __attribute__((vector_size(kLanes * 4), aligned(4), may_alias));

inline Vec load(const float* p)
{
    return *reinterpret_cast<const UnalignedVec*>(p);
}
inline void store(float* p, Vec v)
{
    *reinterpret_cast<UnalignedVec*>(p) = v;
}
inline Vec splat(float x)
{
    return Vec{} + x;
}

/// The first `count` lanes from memory, the others zero.
inline Vec loadPartial(const float* p, int count)
{
    float lanes[kLanes] = {};
    std::memcpy(lanes, p, sizeof(float) * static_cast<std::size_t>(count));
    return load(lanes);
}

inline void storePartial(float* p, Vec v, int count)
{
    float lanes[kLanes];
    store(lanes, v);
    std::memcpy(p, lanes, sizeof(float) * static_cast<std::size_t>(count));
}

inline Vec maximum(Vec a, Vec b)
{
#if defined(__AVX512F__)
    return _mm512_max_ps(a, b);
#elif defined(__AVX2__)
    return _mm256_max_ps(a, b);
#else
    return a > b ? a : b;
#endif
}

inline float horizontalSum(Vec v)
{
#if defined(__AVX512F__)
    return _mm512_reduce_add_ps(v);
#else
    float lanes[kLanes];
    store(lanes, v);
    for (int width = kLanes / 2; width > 0; width /= 2)
        for (int i = 0; i < width; ++i)
            lanes[i] += lanes[i + width];
    return lanes[0];
#endif
}

inline float horizontalMax(Vec v)
{
#if defined(__AVX512F__)
    return _mm512_reduce_max_ps(v);
#else
    float lanes[kLanes];
    store(lanes, v);
    for (int width = kLanes / 2; width > 0; width /= 2)
        for (int i = 0; i < width; ++i)
            lanes[i] = lanes[i] > lanes[i + width] ? lanes[i] : lanes[i + width];
    return lanes[0];
#endif
}

/// 1/x of ordinary numbers, to float32's rounding.
inline Vec reciprocal(Vec x)
{
#if defined(__AVX512F__)
    const Vec estimate = _mm512_rcp14_ps(x);
    return estimate * (2.0f - x * estimate);
#else
    return 1.0f / x;
#endif
}

/// 2^x for x in [-126, 127], with a polynomial of `Degree` for the fraction; below that range 2^-126.
/// Relative error: degree 3 7.5e-5 (bfloat16 rounds by up to 2e-3), degree 6 about one float32 rounding.
template <int Degree> inline Vec exp2Of(Vec x)
{
    constexpr float kRound = 12582912.0f; // 1.5 · 2^23: adding it leaves the nearest integer in the low bits
    x = maximum(x, splat(-126.0f));
    const Vec shifted = x + kRound;
    const Vec f = x - (shifted - kRound);
    Vec p;
    if constexpr (Degree == 3) {
        p = splat(5.51716694e-2f) * f + 2.42611131e-1f; // least relative error on [-0.5, 0.5]
        p = p * f + 6.93260986e-1f;
        p = p * f + 9.99928073e-1f;
    } else {
        p = splat(1.53458120e-4f) * f + 1.33999314e-3f;
        p = p * f + 9.61848896e-3f;
        p = p * f + 5.55032878e-2f;
        p = p * f + 2.40226469e-1f;
        p = p * f + 6.93147206e-1f;
        p = p * f + 1.0f;
    }
    return reinterpret_cast<Vec>(reinterpret_cast<IntVec>(p) + (reinterpret_cast<IntVec>(shifted) << 23));
}

/// x·(1 + erf(x/√2))/2 with Abramowitz and Stegun's formula 7.1.26 for erf (absolute error 1.5e-7).
inline Vec geluOf(Vec x)
{
    const Vec negated = -x;
    const Vec z = maximum(x, negated) * 0.70710678f;
    const Vec t = reciprocal(z * 0.3275911f + 1.0f);
    Vec p = t * 1.061405429f - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    const Vec half = 0.5f * p * t * exp2Of<6>(z * z * -1.44269504f); // (1 - erf z)/2 for z ≥ 0
    return maximum(x, Vec{}) + (x > 0.0f ? negated : x) * half;
}

} // namespace
} // namespace transcope::model::detail
