#pragma once

#include "model/kernels/detail/attention.h"

/// The gradients of attention, by blocks of keys: with P = 2^(S - logSumExp) and dP = dOut·valuesᵀ,
/// dS = P·(dP - outDots), and dValues = Pᵀ·dOut, dKeys = dSᵀ·queries, dQueries = dS·keys. A block computes Sᵀ
/// and dPᵀ, so that its gradients are complete when it ends; dS is kept, packed, for one last product over
/// all keys.

namespace transcope::model::detail {
namespace {

/// Keeps a product as float32, times a factor.
struct FloatFinisher
{
    float* out;
    std::ptrdiff_t stride;
    int columns; ///< written; padding beyond them is not
    float factor = 1.0f;

    template <int Rows, int Vecs> void operator()(int row, int column, Vec (&c)[Rows][Vecs])
    {
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
            for (int v = 0; v < Vecs; ++v) {
                const int at = column + v * kLanes;
                float* to = out + (row + r) * stride + at;
                if (columns - at >= kLanes)
                    store(to, c[r][v] * factor);
                else if (columns > at)
                    storePartial(to, c[r][v] * factor, columns - at);
            }
    }
};

/// Turns the scores of keys `key` and `key + 1` into probabilities and their dP into dS, each as operands
/// over its own memory, and packs dS. `padded` floats lie between the two keys' rows.
template <class Ops>
void differentiatePair(const AttentionBackwardArgs& args, float* scores, float* gradients, int padded,
                       int key)
{
    using Element = typename Ops::Element;
    const PackedIndex<Ops> index(args.keyCount + args.keyCount % 2, args.queryCount);
    auto* packed = static_cast<Element*>(args.scoreGradients);
    auto* p0 = reinterpret_cast<Element*>(scores);
    auto* p1 = reinterpret_cast<Element*>(scores + padded);
    auto* d0 = reinterpret_cast<Element*>(gradients);
    auto* d1 = reinterpret_cast<Element*>(gradients + padded);
    for (int i = 0; i < padded; i += kLanes) {
        const Vec top = load(args.logSumExp + i), dots = load(args.outDots + i);
        const Vec a = exp2Of<Ops::kExpDegree>(load(scores + i) - top);
        const Vec b = exp2Of<Ops::kExpDegree>(load(scores + padded + i) - top);
        const Vec da = a * (load(gradients + i) - dots);
        const Vec db = b * (load(gradients + padded + i) - dots);
        Ops::store(p0 + i, a);
        Ops::store(p1 + i, b);
        Ops::store(d0 + i, da);
        Ops::store(d1 + i, db);
        Ops::storeDepths(packed + index(key / Ops::kGroup, i), index(1, i) - index(0, i), da, db);
    }
}

/// Keys first … first+rows-1. An odd last key is paired with a made-up one, whose scores are so low that it
/// adds nothing.
template <class Ops> void backwardBlock(const AttentionBackwardArgs& args, int first, int rows)
{
    using Element = typename Ops::Element;
    const int padded = roundUp(args.queryCount, kLanes);
    float* scores = args.scratch;
    float* gradients = args.scratch + kQueryBlock * padded;
    FloatFinisher keepScores{scores, padded, padded}, keepGradients{gradients, padded, padded};
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(first) * 64;
    product<Ops>(static_cast<const Element*>(args.keyRows) + at, 64, rows,
                 {args.queriesAcross, 64, args.queryCount}, keepScores);
    product<Ops>(static_cast<const Element*>(args.valueRows) + at, 64, rows,
                 {args.outGradientsAcross, 64, args.queryCount}, keepGradients);
    if (rows % 2)
        for (int i = 0; i < padded; ++i) {
            scores[rows * padded + i] = -1e30f;
            gradients[rows * padded + i] = 0.0f;
        }
    for (int r = 0; r < rows; r += 2)
        differentiatePair<Ops>(args, scores + r * padded, gradients + r * padded, padded, first + r);

    const std::ptrdiff_t stride =
        static_cast<std::ptrdiff_t>(padded) * (4 / static_cast<int>(sizeof(Element)));
    FloatFinisher values{args.valueGradients + at, 64, 64};
    product<Ops>(reinterpret_cast<const Element*>(scores), stride, rows,
                 {args.outGradientsAlong, args.queryCount, 64}, values);
    FloatFinisher keys{args.keyGradients + at, 64, 64, 0.69314718f}; // ln 2: the queries carry log2(e)
    product<Ops>(reinterpret_cast<const Element*>(gradients), stride, rows,
                 {args.queriesAlong, args.queryCount, 64}, keys);
}

template <class Ops> void attentionBackward(const AttentionBackwardArgs& args)
{
    const typename Ops::Session session;
    for (int first = 0; first < args.keyCount; first += kQueryBlock)
        backwardBlock<Ops>(args, first,
                           args.keyCount - first < kQueryBlock ? args.keyCount - first : kQueryBlock);
    FloatFinisher queries{args.queryGradientsAcross, args.queryGradientStride, args.queryCount,
                          0.125f}; // 1/sqrt(64)
    product<Ops>(static_cast<const typename Ops::Element*>(args.keyColumns), args.keyColumnStride, 64,
                 {args.scoreGradients, args.keyCount + args.keyCount % 2, args.queryCount}, queries);
}

} // namespace
} // namespace transcope::model::detail
