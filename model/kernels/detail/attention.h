#pragma once

#include "model/kernels/detail/product.h"
#include "model/kernels/detail/tables.h"

/// Fused attention of one head: the scores of a block of query rows never leave the nearest caches.

namespace transcope::model::detail {
namespace {

/// Keeps scores and each row's running maximum.
struct ScoreFinisher
{
    float* scores;
    int stride;
    int keyCount;
    Vec* maxima; // [kQueryBlock]

    template <int Rows, int Vecs> void operator()(int row, int column, Vec (&c)[Rows][Vecs])
    {
        if (column + Vecs * kLanes > keyCount)
            hidePadding(column, c);
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r) {
            Vec top = maxima[row + r];
#pragma GCC unroll 8
            for (int v = 0; v < Vecs; ++v) {
                store(scores + (row + r) * stride + column + v * kLanes, c[r][v]);
                top = maximum(top, c[r][v]);
            }
            maxima[row + r] = top;
        }
    }

    template <int Rows, int Vecs> void hidePadding(int column, Vec (&c)[Rows][Vecs]) const
    {
        const int valid = keyCount - column - (Vecs - 1) * kLanes; // padding is less than one vector
        float lanes[kLanes];
        for (int i = 0; i < kLanes; ++i)
            lanes[i] = i < valid ? 0.0f : -1e30f;
        const Vec mask = load(lanes);
        for (int r = 0; r < Rows; ++r)
            c[r][Vecs - 1] += mask;
    }
};

/// Base-2 exponentials of a row of scores less its maximum, as operands over the scores' own memory; their
/// sum.
template <class Ops> float exponentials(float* scores, int padded, float top)
{
    auto* out = reinterpret_cast<typename Ops::Element*>(scores); // never ahead of what has been read
    Vec sum0 = {}, sum1 = {};
    int k = 0;
    for (; k + 2 * kLanes <= padded; k += 2 * kLanes) {
        const Vec low = exp2Of<Ops::kExpDegree>(load(scores + k) - top);
        const Vec high = exp2Of<Ops::kExpDegree>(load(scores + k + kLanes) - top);
        sum0 += low;
        sum1 += high;
        Ops::storePair(out + k, low, high);
    }
    if (k < padded) {
        const Vec last = exp2Of<Ops::kExpDegree>(load(scores + k) - top);
        sum0 += last;
        Ops::store(out + k, last);
    }
    return horizontalSum(sum0 + sum1);
}

template <class Ops> struct OutputFinisher
{
    typename Ops::Element* out;
    float* outFloat;
    std::ptrdiff_t stride;
    const float* scale;

    template <int Rows, int Vecs> void operator()(int row, int column, Vec (&c)[Rows][Vecs])
    {
#pragma GCC unroll 8
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

template <class Ops> void attentionBlock(const AttentionArgs& args, int first, int rows)
{
    using Element = typename Ops::Element;
    const int padded = roundUp(args.keyCount, kLanes);
    Vec maxima[kQueryBlock];
    for (Vec& top : maxima)
        top = splat(-1e30f);
    ScoreFinisher scores{args.scratch, padded, args.keyCount, maxima};
    const auto* queries = static_cast<const Element*>(args.queries) + first * args.queryStride;
    product<Ops>(queries, args.queryStride, rows, {args.keys, 64, args.keyCount}, scores);

    float scale[kQueryBlock];
    for (int r = 0; r < rows; ++r) {
        const float top = horizontalMax(maxima[r]);
        const float sum = exponentials<Ops>(args.scratch + r * padded, padded, top);
        scale[r] = 1.0f / sum;
        if (args.logSumExp)
            args.logSumExp[first + r] = top + __builtin_log2f(sum);
    }
    const std::ptrdiff_t at = first * args.outStride;
    OutputFinisher<Ops> finish{static_cast<Element*>(args.out) + (args.outFloat ? 0 : at),
                               args.outFloat ? args.outFloat + at : nullptr, args.outStride, scale};
    const std::ptrdiff_t rowStride =
        static_cast<std::ptrdiff_t>(padded) * (4 / static_cast<int>(sizeof(Element)));
    product<Ops>(reinterpret_cast<const Element*>(args.scratch), rowStride, rows,
                 {args.values, args.keyCount, 64}, finish);
}

template <class Ops> void attention(const AttentionArgs& args)
{
    const typename Ops::Session session;
    for (int first = 0; first < args.rows; first += kQueryBlock)
        attentionBlock<Ops>(args, first, args.rows - first < kQueryBlock ? args.rows - first : kQueryBlock);
}

} // namespace
} // namespace transcope::model::detail
