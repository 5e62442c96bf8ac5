#pragma once

#include "model/kernels/detail/product.h"
#include "model/kernels/detail/tables.h"

/// Fused attention of one head: the scores of a block of query rows never leave the nearest caches.

namespace transcope::model::detail {
namespace {

/// Adds to the padding of each row's last vector what makes its exponentials vanish.
template <int Rows, int Vecs> inline void hidePadding(Vec (&c)[Rows][Vecs], int column, int keyCount)
{
    const int valid = keyCount - column - (Vecs - 1) * kLanes; // padding is less than one vector
    float lanes[kLanes];
    for (int i = 0; i < kLanes; ++i)
        lanes[i] = i < valid ? 0.0f : -1e30f;
    const Vec mask = load(lanes);
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
        c[r][Vecs - 1] += mask;
}

template <int Vecs> inline float highestOf(const Vec (&c)[Vecs])
{
    Vec top = c[0];
#pragma GCC unroll 8
    for (int v = 1; v < Vecs; ++v)
        top = maximum(top, c[v]);
    return horizontalMax(top);
}

/// A block's probabilities before they are divided by their sums, as operands: 2^(score - shift).
template <class Ops> struct Probabilities
{
    typename Ops::Element* values; ///< [rows, stride]
    std::ptrdiff_t stride;
    int keyCount;
    float shift[kQueryBlock]; ///< per row
    Vec sums[kQueryBlock];    ///< per row; the sum of the lanes is the row's
};

/// Takes scores from the product's registers straight to probabilities. Any shift gives the same softmax as
/// long as nothing overflows, so the maximum of a row's first panel may stand in for the maximum of all.
template <class Ops> struct ProbabilityFinisher
{
    Probabilities<Ops>& p;
    bool choosesShift; ///< else p.shift is given

    /// Scores start from the shift, which so needs no subtraction of its own.
    template <int Rows, int Vecs> void start(int row, int column, Vec (&c)[Rows][Vecs]) const
    {
        const bool unknown = choosesShift && column == 0;
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r) {
            const Vec from = unknown ? Vec{} : splat(-p.shift[row + r]);
#pragma GCC unroll 8
            for (int v = 0; v < Vecs; ++v)
                c[r][v] = from;
        }
    }

    template <int Rows, int Vecs> void operator()(int row, int column, Vec (&c)[Rows][Vecs])
    {
        if (column + Vecs * kLanes > p.keyCount)
            hidePadding(c, column, p.keyCount);
        if (column == 0)
            beginRows(row, c);
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r) {
            Vec sum = p.sums[row + r];
            typename Ops::Element* out = p.values + (row + r) * p.stride + column;
#pragma GCC unroll 8
            for (int v = 0; v + 2 <= Vecs; v += 2)
                sum = Ops::storePairAndAdd(out + v * kLanes, exp2Of<Ops::kExpDegree>(c[r][v]),
                                           exp2Of<Ops::kExpDegree>(c[r][v + 1]), sum);
            if constexpr (Vecs % 2 == 1) {
                const Vec last = exp2Of<Ops::kExpDegree>(c[r][Vecs - 1]);
                Ops::store(out + (Vecs - 1) * kLanes, last);
                sum += last;
            }
            p.sums[row + r] = sum;
        }
    }

    template <int Rows, int Vecs> void beginRows(int row, Vec (&c)[Rows][Vecs]) const
    {
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r) {
            p.sums[row + r] = Vec{};
            if (!choosesShift)
                continue;
            p.shift[row + r] = highestOf(c[r]);
            const Vec shift = splat(p.shift[row + r]);
#pragma GCC unroll 8
            for (int v = 0; v < Vecs; ++v)
                c[r][v] -= shift;
        }
    }
};

/// Makes each row's maximum its shift.
template <class Ops> struct MaximumFinisher
{
    Probabilities<Ops>& p;

    template <int Rows, int Vecs> void operator()(int row, int column, Vec (&c)[Rows][Vecs])
    {
        if (column + Vecs * kLanes > p.keyCount)
            hidePadding(c, column, p.keyCount);
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r) {
            const float highest = highestOf(c[r]);
            float& shift = p.shift[row + r];
            shift = column == 0 || highest > shift ? highest : shift;
        }
    }
};

template <class Ops> struct OutputFinisher
{
    typename Ops::Element* out;
    float* outFloat;
    std::ptrdiff_t stride;
    const float* scale;

    template <int Rows, int Vecs> void operator()(int row, int column, Vec (&c)[Rows][Vecs])
    {
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
            for (int v = 0; v < Vecs; ++v) {
                const std::ptrdiff_t at = (row + r) * stride + column + v * kLanes;
                if (outFloat)
                    store(outFloat + at, c[r][v] * scale[row + r]);
                else
                    Ops::store(out + at, c[r][v] * scale[row + r]);
            }
    }
};

/// Rows first … first+rows-1, and each row's sum. Where a score lies so far above its row's first panel that
/// the sum leaves the safe range, the block is computed again with the true maxima.
template <class Ops>
void computeProbabilities(const AttentionArgs& args, int first, int rows, Probabilities<Ops>& p, float* sums)
{
    constexpr float kLargestSum = 0x1p80f;
    const auto* queries = static_cast<const typename Ops::Element*>(args.queries) + first * args.queryStride;
    const PackedMatrix keys{args.keys, 64, args.keyCount};
    const auto compute = [&](bool choosesShift) {
        ProbabilityFinisher<Ops> finish{p, choosesShift};
        product<Ops>(queries, args.queryStride, rows, keys, finish);
        bool safe = true;
        for (int r = 0; r < rows; ++r) {
            sums[r] = horizontalSum(p.sums[r]);
            safe = safe && sums[r] <= kLargestSum;
        }
        return safe;
    };
    if (compute(true))
        return;
    MaximumFinisher<Ops> maxima{p};
    product<Ops>(queries, args.queryStride, rows, keys, maxima);
    compute(false);
}

/// shares[key] += Σ_r scale[r]·probability[r][key].
template <class Ops>
void addKeyShares(const Probabilities<Ops>& p, const float* scale, int rows, float* shares)
{
    for (int key = 0; key < p.stride; key += kLanes) {
        Vec even = load(shares + key), odd = {};
        int r = 0;
        for (; r + 2 <= rows; r += 2) {
            even += Ops::toFloats(p.values + r * p.stride + key) * scale[r];
            odd += Ops::toFloats(p.values + (r + 1) * p.stride + key) * scale[r + 1];
        }
        if (r < rows)
            even += Ops::toFloats(p.values + r * p.stride + key) * scale[r];
        store(shares + key, even + odd);
    }
}

template <class Ops> void attentionBlock(const AttentionArgs& args, int first, int rows)
{
    using Element = typename Ops::Element;
    Probabilities<Ops> p;
    p.values = reinterpret_cast<Element*>(args.scratch);
    p.stride = roundUp(args.keyCount, kLanes);
    p.keyCount = args.keyCount;
    float sums[kQueryBlock], scale[kQueryBlock];
    computeProbabilities(args, first, rows, p, sums);
    for (int r = 0; r < rows; ++r) {
        scale[r] = 1.0f / sums[r];
        if (args.logSumExp)
            args.logSumExp[first + r] = p.shift[r] + __builtin_log2f(sums[r]);
    }
    if (args.keyShares)
        return addKeyShares(p, scale, rows, args.keyShares);
    const std::ptrdiff_t at = first * args.outStride;
    OutputFinisher<Ops> finish{static_cast<Element*>(args.out) + (args.outFloat ? 0 : at),
                               args.outFloat ? args.outFloat + at : nullptr, args.outStride, scale};
    product<Ops>(p.values, p.stride, rows, {args.values, args.keyCount, 64}, finish);
}

template <class Ops> void attention(const AttentionArgs& args)
{
    const typename Ops::Session session;
    for (int key = 0; args.keyShares && key < roundUp(args.keyCount, kLanes); key += kLanes)
        store(args.keyShares + key, Vec{});
    for (int first = 0; first < args.rows; first += kQueryBlock)
        attentionBlock<Ops>(args, first, args.rows - first < kQueryBlock ? args.rows - first : kQueryBlock);
}

} // namespace
} // namespace transcope::model::detail
