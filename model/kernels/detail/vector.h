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
    return x - Vec{}; // unlike a sum with zero, nothing to compute: x may be -0
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

/// The first kLanes bytes as floats.
inline Vec floatsOf(const std::uint8_t* bytes)
{
#if defined(__AVX512F__)
    return _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes))));
#elif defined(__AVX2__)
    return _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(bytes))));
#else
    Vec v;
    for (int i = 0; i < kLanes; ++i)
        v[i] = static_cast<float>(bytes[i]);
    return v;
#endif
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

/// 1/x of ordinary numbers, to float32's rounding, or, where Exact is false, perhaps to 2^-14 only.
template <bool Exact = true> inline Vec reciprocal(Vec x)
{
#if defined(__AVX512F__)
    const Vec estimate = _mm512_rcp14_ps(x);
    return Exact ? estimate * (2.0f - x * estimate) : estimate;
#else
    return 1.0f / x;
#endif
}

// 2^f for a fraction f as exp2Of splits its argument, in [0, 1] with AVX-512 and in [-0.5, 0.5] elsewhere:
// least relative error, the highest power first.
#if defined(__AVX512F__)
constexpr float kExp2Cubic[] = {7.80245226e-2f, 2.26067155e-1f, 6.95833541e-1f, 9.99925219e-1f};
constexpr float kExp2Sextic[] = {
    2.17022555e-4f, 1.24396878e-3f, 9.67884100e-3f, 5.54833420e-2f, 2.40229836e-1f, 6.93146984e-1f, 1.0f};
#else
constexpr float kExp2Cubic[] = {5.51716694e-2f, 2.42611131e-1f, 6.93260986e-1f, 9.99928073e-1f};
constexpr float kExp2Sextic[] = {
    1.53458120e-4f, 1.33999314e-3f, 9.61848896e-3f, 5.55032878e-2f, 2.40226469e-1f, 6.93147206e-1f, 1.0f};
#endif

template <int Count> inline Vec polynomial(const float (&coefficients)[Count], Vec x)
{
    Vec p = splat(coefficients[0]);
#pragma GCC unroll 8
    for (int i = 1; i < Count; ++i)
        p = p * x + coefficients[i];
    return p;
}

/// 2^f. Relative error: degree 3 7.5e-5 (bfloat16 rounds by up to 2e-3), degree 6 about one float32 rounding.
template <int Degree> inline Vec exp2OfFraction(Vec f)
{
    if constexpr (Degree == 3)
        return polynomial(kExp2Cubic, f);
    else
        return polynomial(kExp2Sextic, f);
}

/// 2^x, with a polynomial of `Degree` for the fraction. Below -126 at most 2^-126; above 127 at least 2^127,
/// perhaps infinite.
template <int Degree> inline Vec exp2Of(Vec x)
{
#if defined(__AVX512F__)
    // scalef takes the whole part, the floor, by itself.
    return _mm512_scalef_ps(exp2OfFraction<Degree>(_mm512_reduce_ps(x, _MM_FROUND_FLOOR)), x);
#else
    constexpr float kRound = 12582912.0f; // 1.5 · 2^23: adding it leaves the nearest integer in the low bits
    x = -maximum(-maximum(x, splat(-126.0f)), splat(-127.0f));
    const Vec shifted = x + kRound;
    const Vec p = exp2OfFraction<Degree>(x - (shifted - kRound));
    return reinterpret_cast<Vec>(reinterpret_cast<IntVec>(p) + (reinterpret_cast<IntVec>(shifted) << 23));
#endif
}

/// x·(1 + erf(x/√2))/2 with Abramowitz and Stegun's formulas for erf: 7.1.26 (absolute error 1.5e-7) with
/// exponentials of degree 6, 7.1.25 (2.5e-5, well below bfloat16's rounding) with those of degree 3.
template <int ExpDegree> inline Vec geluOf(Vec x)
{
    constexpr bool kExact = ExpDegree > 3;
    const Vec negated = -x;
    const Vec z = maximum(x, negated) * 0.70710678f;
    const Vec t = reciprocal<kExact>(z * (kExact ? 0.3275911f : 0.47047f) + 1.0f);
    Vec p; // times t: (1 - erf z)/2 over exp(-z²), for z ≥ 0
    if constexpr (kExact) {
        p = t * 0.5307027145f - 0.7265760135f;
        p = p * t + 0.7107068705f;
        p = p * t - 0.142248368f;
        p = p * t + 0.127414796f;
    } else {
        p = t * 0.3739278f - 0.0479399f;
        p = p * t + 0.1740121f;
    }
    const Vec half = p * t * exp2Of<ExpDegree>(z * z * -1.44269504f);
    return maximum(x, Vec{}) + (x > 0.0f ? negated : x) * half;
}

} // namespace
} // namespace transcope::model::detail
