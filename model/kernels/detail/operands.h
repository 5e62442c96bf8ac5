#pragma once

#include "model/kernels/detail/vector.h"

/// What the micro-kernels multiply. An operand type says how numbers are stored, how a row's element (or
/// pair) is broadcast, and how one multiply instruction accumulates into float32.

namespace transcope::model::detail {
namespace {

/// For processors without a matrix unit.
struct VectorsOnly
{
    struct Session
    {
        Session() {}
    };
    template <int Vecs, class Element, class Finisher>
    static int blockRows(const Element*, std::ptrdiff_t, int, const Element*, int, int, Finisher&)
    {
        return 0;
    }
};

struct FloatOperands : VectorsOnly
{
    using Element = float;
    using Factor = Vec;
    static constexpr int kGroup = 1;
    static constexpr int kExpDegree = 6;

    static Factor broadcast(const Element* a) { return splat(*a); }
    static Factor loadColumns(const Element* b) { return load(b); }
    static Vec multiplyAdd(Factor a, Factor b, Vec c) { return a * b + c; }
    static Element toElement(float x) { return x; }
    static Vec toFloats(const Element* p) { return load(p); }
    static void store(Element* p, Vec v) { detail::store(p, v); }
    /// Stores two vectors' elements one after the other; returns sum plus both, as they were stored.
    static Vec storePairAndAdd(Element* p, Vec low, Vec high, Vec sum)
    {
        detail::store(p, low);
        detail::store(p + kLanes, high);
        return sum + low + high;
    }
    /// Two consecutive depths of a packed matrix, `step` elements apart where they are not one group.
    static void storeDepths(Element* p, std::ptrdiff_t step, Vec first, Vec second)
    {
        detail::store(p, first);
        detail::store(p + step, second);
    }
};

#if defined(__AVX512BF16__)
struct Bf16Operands : VectorsOnly
{
    typedef std::uint16_t Element __attribute__((may_alias));
    using Factor = __m512bh;
    static constexpr int kGroup = 2;
    static constexpr int kExpDegree = 3;

    static Factor broadcast(const Element* a)
    {
        std::int32_t pair;
        std::memcpy(&pair, a, sizeof pair);
        return (__m512bh)_mm512_set1_epi32(pair);
    }
    static Factor loadColumns(const Element* b) { return (__m512bh)_mm512_loadu_si512(b); }
    static Vec multiplyAdd(Factor a, Factor b, Vec c) { return _mm512_dpbf16_ps(c, a, b); }
    static Element toElement(float x)
    {
        std::uint32_t bits;
        std::memcpy(&bits, &x, sizeof bits);
        return static_cast<Element>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16); // to nearest, ties to even
    }
    static Vec toFloats(const Element* p)
    {
        const __m256i bits = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
        return (Vec)_mm512_slli_epi32(_mm512_cvtepu16_epi32(bits), 16);
    }
    static void store(Element* p, Vec v)
    {
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), (__m256i)_mm512_cvtneps_pbh(v));
    }
    static Vec storePairAndAdd(Element* p, Vec low, Vec high, Vec sum)
    {
        constexpr int kOnes = 0x3f803f80; // 1 and 1
        const __m512bh both = _mm512_cvtne2ps_pbh(high, low);
        _mm512_storeu_si512(p, (__m512i)both);
        return _mm512_dpbf16_ps(sum, both, (__m512bh)_mm512_set1_epi32(kOnes));
    }
    /// One vector's columns of a depth group from two rows of operands; second null: zeros.
    static void interleaveRows(Element* p, const Element* first, const Element* second)
    {
        interleave(p, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(first)),
                   second ? _mm256_loadu_si256(reinterpret_cast<const __m256i*>(second))
                          : _mm256_setzero_si256());
    }
    static void interleave(Element* p, __m256i first, __m256i second)
    {
        const __m512i high = _mm512_slli_epi32(_mm512_cvtepu16_epi32(second), 16);
        _mm512_storeu_si512(p, _mm512_or_si512(_mm512_cvtepu16_epi32(first), high));
    }
    static void storeDepths(Element* p, std::ptrdiff_t, Vec first, Vec second)
    {
        interleave(p, (__m256i)_mm512_cvtneps_pbh(first), (__m256i)_mm512_cvtneps_pbh(second));
    }
};
#endif

template <class Ops> void storePartialOperands(typename Ops::Element* p, Vec v, int count)
{
    float lanes[kLanes];
    store(lanes, v);
    for (int i = 0; i < count; ++i)
        p[i] = Ops::toElement(lanes[i]);
}

constexpr int roundUp(int value, int multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

} // namespace
} // namespace transcope::model::detail
