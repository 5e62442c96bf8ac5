#pragma once

#include "model/kernels/detail/operands.h"
#include "model/kernels/kerneltable.h"

/// The register-blocked product that everything else is built on, and packing of its right-hand side.

namespace transcope::model::detail {
namespace {

/// c += Rows rows of A times Vecs vectors' columns of a packed panel.
template <class Ops, int Rows, int Vecs>
inline void accumulate(const typename Ops::Element* a, std::ptrdiff_t aStride, const typename Ops::Element* b,
                       int groups, Vec (&c)[Rows][Vecs])
{
    constexpr int kStep = Vecs * kLanes * Ops::kGroup;
    for (int g = 0; g < groups; ++g) {
        typename Ops::Factor columns[Vecs];
#pragma GCC unroll 8
        for (int v = 0; v < Vecs; ++v)
            columns[v] = Ops::loadColumns(b + v * kLanes * Ops::kGroup);
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r) {
            const typename Ops::Factor factor = Ops::broadcast(a + r * aStride);
#pragma GCC unroll 8
            for (int v = 0; v < Vecs; ++v)
                c[r][v] = Ops::multiplyAdd(factor, columns[v], c[r][v]);
        }
        a += Ops::kGroup;
        b += kStep;
    }
}

/// What a block's products are added to: zero, or what a finisher's own start(row, column, accumulators)
/// says.
template <int Rows, int Vecs, class Finisher>
inline void startSums(int row, int column, Vec (&c)[Rows][Vecs], const Finisher& finish)
{
    if constexpr (requires { finish.start(row, column, c); })
        return finish.start(row, column, c);
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
        for (int v = 0; v < Vecs; ++v)
            c[r][v] = Vec{};
}

/// One result block of Rows × Vecs vectors in registers, handed to finish(row, column, accumulators).
template <class Ops, int Rows, int Vecs, class Finisher>
inline void tile(const typename Ops::Element* a, std::ptrdiff_t aStride, const typename Ops::Element* b,
                 int groups, int row, int column, Finisher& finish)
{
    Vec c[Rows][Vecs];
    startSums(row, column, c, finish);
    accumulate<Ops, Rows, Vecs>(a, aStride, b, groups, c);
    finish(row, column, c);
}

template <class Ops, int Vecs, class Finisher>
void panelProduct(const typename Ops::Element* a, std::ptrdiff_t aStride, int rows,
                  const typename Ops::Element* b, int groups, int column, Finisher& finish)
{
    int r = Ops::template blockRows<Vecs>(a, aStride, rows, b, groups, column, finish);
    if constexpr (2 * Vecs <= kTileVectors) // so few sums at once would wait for each other
        for (; r + 2 * kTileRows <= rows; r += 2 * kTileRows)
            tile<Ops, 2 * kTileRows, Vecs>(a + r * aStride, aStride, b, groups, r, column, finish);
    for (; r + kTileRows <= rows; r += kTileRows)
        tile<Ops, kTileRows, Vecs>(a + r * aStride, aStride, b, groups, r, column, finish);
    const typename Ops::Element* rest = a + r * aStride;
    switch (rows - r) {
    case 5:
        return tile<Ops, 5, Vecs>(rest, aStride, b, groups, r, column, finish);
    case 4:
        return tile<Ops, 4, Vecs>(rest, aStride, b, groups, r, column, finish);
    case 3:
        return tile<Ops, 3, Vecs>(rest, aStride, b, groups, r, column, finish);
    case 2:
        return tile<Ops, 2, Vecs>(rest, aStride, b, groups, r, column, finish);
    case 1:
        return tile<Ops, 1, Vecs>(rest, aStride, b, groups, r, column, finish);
    default:
        return;
    }
}

/// A [rows, aStride] times packed B, panel by panel so that one panel stays in the first-level cache.
template <class Ops, class Finisher>
void product(const typename Ops::Element* a, std::ptrdiff_t aStride, int rows, const PackedMatrix& matrix,
             Finisher& finish)
{
    const int groups = (matrix.depth + Ops::kGroup - 1) / Ops::kGroup;
    const int padded = roundUp(matrix.columns, kLanes);
    const auto* b = static_cast<const typename Ops::Element*>(matrix.data);
    int column = 0;
    for (; column + kPanel <= padded;
         column += kPanel, b += static_cast<std::ptrdiff_t>(groups) * kPanel * Ops::kGroup)
        panelProduct<Ops, kTileVectors>(a, aStride, rows, b, groups, column, finish);
    switch ((padded - column) / kLanes) {
    case 3:
        if constexpr (kTileVectors > 3)
            panelProduct<Ops, 3>(a, aStride, rows, b, groups, column, finish);
        return;
    case 2:
        if constexpr (kTileVectors > 2)
            panelProduct<Ops, 2>(a, aStride, rows, b, groups, column, finish);
        return;
    case 1:
        return panelProduct<Ops, 1>(a, aStride, rows, b, groups, column, finish);
    default:
        return;
    }
}

/// Where element (depth, column) of a packed matrix lies.
template <class Ops> struct PackedIndex
{
    PackedIndex(int depth, int columns)
        : m_groups((depth + Ops::kGroup - 1) / Ops::kGroup), m_padded(roundUp(columns, kLanes))
    {
    }
    /// First element of depth group `group` at `column`; the columns of one vector follow, kGroup elements
    /// each.
    std::ptrdiff_t operator()(int group, int column) const
    {
        const int first = column / kPanel * kPanel;
        const int width = m_padded - first < kPanel ? m_padded - first : kPanel;
        return (static_cast<std::ptrdiff_t>(first) * m_groups + static_cast<std::ptrdiff_t>(group) * width +
                (column - first)) *
               Ops::kGroup;
    }
    int groups() const { return m_groups; }
    int padded() const { return m_padded; }

private:
    int m_groups;
    int m_padded;
};

template <class Ops>
void packWeight(const float* weight, int columns, int depth, const float* rowScale, void* packed)
{
    auto* out = static_cast<typename Ops::Element*>(packed);
    const PackedIndex<Ops> index(depth, columns);
    for (int c = 0; c < index.padded(); ++c)
        for (int d = 0; d < index.groups() * Ops::kGroup; ++d) {
            const bool inside = c < columns && d < depth;
            const float scale = inside && rowScale ? rowScale[c] : 1.0f;
            out[index(d / Ops::kGroup, c) + d % Ops::kGroup] =
                Ops::toElement(inside ? weight[static_cast<std::ptrdiff_t>(c) * depth + d] * scale : 0.0f);
        }
}

typedef std::uint32_t Bits __attribute__((may_alias)); // one group of channels: a float, or two bfloat16

/// to[g][k] = from[k][g] for g below `groups`, k below `count` (at most kLanes); the other k become zero.
/// Both strides in Bits. groups: a multiple of 16.
inline void transposeKeys(const Bits* from, std::ptrdiff_t fromStride, int count, int groups, Bits* to,
                          std::ptrdiff_t toStride)
{
#if defined(__AVX512F__)
    // Pairs of rows, then pairs of pairs, within each quarter of a vector; then quarters change places.
    for (int first = 0; first < groups; first += 16) {
        __m512i r[16], t[16];
#pragma GCC unroll 16
        for (int k = 0; k < 16; ++k)
            r[k] = k < count ? _mm512_loadu_si512(from + k * fromStride + first) : _mm512_setzero_si512();
#pragma GCC unroll 8
        for (int k = 0; k < 16; k += 2) {
            t[k] = _mm512_unpacklo_epi32(r[k], r[k + 1]);
            t[k + 1] = _mm512_unpackhi_epi32(r[k], r[k + 1]);
        }
#pragma GCC unroll 4
        for (int k = 0; k < 16; k += 4) {
            r[k] = _mm512_unpacklo_epi64(t[k], t[k + 2]);
            r[k + 1] = _mm512_unpackhi_epi64(t[k], t[k + 2]);
            r[k + 2] = _mm512_unpacklo_epi64(t[k + 1], t[k + 3]);
            r[k + 3] = _mm512_unpackhi_epi64(t[k + 1], t[k + 3]);
        }
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k) {
            t[k] = _mm512_shuffle_i32x4(r[k], r[4 + k], 0x88);
            t[4 + k] = _mm512_shuffle_i32x4(r[k], r[4 + k], 0xdd);
            t[8 + k] = _mm512_shuffle_i32x4(r[8 + k], r[12 + k], 0x88);
            t[12 + k] = _mm512_shuffle_i32x4(r[8 + k], r[12 + k], 0xdd);
        }
        // t[k]: column k of quarters 0 and 2 of rows 0 … 7, t[4 + k]: of quarters 1 and 3; t[8 + …]: rows 8
        // … 15.
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k) {
            Bits* out = to + (first + k) * toStride;
            _mm512_storeu_si512(out, _mm512_shuffle_i32x4(t[k], t[8 + k], 0x88));
            _mm512_storeu_si512(out + 4 * toStride, _mm512_shuffle_i32x4(t[4 + k], t[12 + k], 0x88));
            _mm512_storeu_si512(out + 8 * toStride, _mm512_shuffle_i32x4(t[k], t[8 + k], 0xdd));
            _mm512_storeu_si512(out + 12 * toStride, _mm512_shuffle_i32x4(t[4 + k], t[12 + k], 0xdd));
        }
    }
#else
    for (int g = 0; g < groups; ++g)
        for (int k = 0; k < kLanes; ++k)
            to[g * toStride + k] = k < count ? from[k * fromStride + g] : 0;
#endif
}

template <class Ops>
void packKeys(const void* keys, std::ptrdiff_t stride, int rows, int firstKey, int keyCount, void* packed)
{
    const PackedIndex<Ops> index(64, keyCount);
    const auto* in = static_cast<const typename Ops::Element*>(keys);
    auto* out = static_cast<typename Ops::Element*>(packed);
    for (int r = 0; r < rows; r += kLanes)
        transposeKeys(reinterpret_cast<const Bits*>(in + r * stride), stride / Ops::kGroup,
                      rows - r < kLanes ? rows - r : kLanes, index.groups(),
                      reinterpret_cast<Bits*>(out + index(0, firstKey + r)),
                      (index(1, firstKey + r) - index(0, firstKey + r)) / Ops::kGroup);
}

template <class Ops>
void packValues(const void* values, std::ptrdiff_t stride, int rows, int firstKey, int keyCount, void* packed)
{
    const PackedIndex<Ops> index(keyCount, 64);
    const auto* in = static_cast<const typename Ops::Element*>(values);
    auto* out = static_cast<typename Ops::Element*>(packed);
    for (int r = 0; r < rows; r += Ops::kGroup)
        for (int c = 0; c < 64; c += kLanes) {
            auto* to = out + index((firstKey + r) / Ops::kGroup, c);
            const auto* from = in + r * stride + c;
            if constexpr (Ops::kGroup == 1)
                store(to, load(from));
            else
                Ops::interleaveRows(to, from, r + 1 < rows ? from + stride : nullptr);
        }
}

/// gemm() of KernelTable. A whole tile is finished in its registers; the smaller ones at the edges pass
/// through a small buffer, so that one plain loop serves every shape.
template <class Ops> class GemmFinisher
{
public:
    GemmFinisher(const GemmFinish& finish, int columns) : m_finish(finish), m_columns(columns) {}

    template <int Rows, int Vecs> void operator()(int row, int column, Vec (&c)[Rows][Vecs])
    {
        if constexpr (Rows == kTileRows && Vecs == kTileVectors)
            if (column + kPanel <= m_columns)
                return finishTile(row, column, c);
        alignas(64) float buffer[Rows][kPanel];
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
            for (int v = 0; v < Vecs; ++v)
                store(&buffer[r][v * kLanes], c[r][v]);
        const int valid = m_columns - column < Vecs * kLanes ? m_columns - column : Vecs * kLanes;
        for (int r = 0; r < Rows; ++r)
            finishRow(row + r, column, buffer[r], valid);
    }

private:
    using Element = typename Ops::Element;

    template <int Rows, int Vecs> void finishTile(int row, int column, Vec (&c)[Rows][Vecs])
    {
        if (m_finish.bias)
#pragma GCC unroll 8
            for (int v = 0; v < Vecs; ++v) {
                const Vec bias = load(m_finish.bias + column + v * kLanes);
#pragma GCC unroll 8
                for (int r = 0; r < Rows; ++r)
                    c[r][v] += bias;
            }
        const std::ptrdiff_t at = row * m_finish.stride + column;
        switch (m_finish.kind) {
        case Finish::Store:
            return eachVector(c, m_finish.out + at, [](Vec v, float* to) { store(to, v); });
        case Finish::Add:
            return eachVector(c, m_finish.out + at, [](Vec v, float* to) { store(to, load(to) + v); });
        case Finish::AddGelu:
            return eachVector(c, m_finish.out + at, [](Vec v, float* to) { store(to, load(to) + gelu(v)); });
        case Finish::Operand:
            return eachVector(c, operands() + at, [](Vec v, Element* to) { Ops::store(to, v); });
        case Finish::GeluOperand:
            return eachVector(c, operands() + at, [](Vec v, Element* to) { Ops::store(to, gelu(v)); });
        }
    }

    template <int Rows, int Vecs, class Out, class Step>
    void eachVector(const Vec (&c)[Rows][Vecs], Out* out, Step step) const
    {
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
            for (int v = 0; v < Vecs; ++v)
                step(c[r][v], out + r * m_finish.stride + v * kLanes);
    }

    void finishRow(int row, int column, const float* c, int valid)
    {
        const float* bias = m_finish.bias ? m_finish.bias + column : nullptr;
        const std::ptrdiff_t at = row * m_finish.stride + column;
        switch (m_finish.kind) {
        case Finish::Store:
            return each(
                c, bias, valid, [](Vec v, float* out, int n) { put(out, v, n); }, m_finish.out + at);
        case Finish::Add:
            return each(
                c, bias, valid, [](Vec v, float* out, int n) { put(out, get(out, n) + v, n); },
                m_finish.out + at);
        case Finish::AddGelu:
            return each(
                c, bias, valid, [](Vec v, float* out, int n) { put(out, get(out, n) + gelu(v), n); },
                m_finish.out + at);
        case Finish::Operand:
            return each(
                c, bias, valid, [](Vec v, Element* out, int n) { putOperand(out, v, n); }, operands() + at);
        case Finish::GeluOperand:
            return each(
                c, bias, valid, [](Vec v, Element* out, int n) { putOperand(out, gelu(v), n); },
                operands() + at);
        }
    }

    static Vec gelu(Vec v)
    {
        return geluOf<Ops::kExpDegree>(v);
    }

    Element* operands() const
    {
        return static_cast<Element*>(m_finish.operandOut);
    }

    template <class Step, class Out>
    static void each(const float* c, const float* bias, int valid, Step step, Out* out)
    {
        int i = 0;
        for (; i + kLanes <= valid; i += kLanes)
            step(bias ? load(c + i) + load(bias + i) : load(c + i), out + i, kLanes);
        if (i < valid)
            step(bias ? load(c + i) + loadPartial(bias + i, valid - i) : load(c + i), out + i, valid - i);
    }

    static Vec get(const float* p, int n)
    {
        return n == kLanes ? load(p) : loadPartial(p, n);
    }
    static void put(float* p, Vec v, int n)
    {
        n == kLanes ? store(p, v) : storePartial(p, v, n);
    }
    static void putOperand(Element* p, Vec v, int n)
    {
        n == kLanes ? Ops::store(p, v) : storePartialOperands<Ops>(p, v, n);
    }

    const GemmFinish& m_finish;
    int m_columns;
};

template <class Ops>
void gemm(const void* a, std::ptrdiff_t aStride, int rows, const PackedMatrix& b, const GemmFinish& finish)
{
    const typename Ops::Session session;
    GemmFinisher<Ops> finisher(finish, b.columns);
    product<Ops>(static_cast<const typename Ops::Element*>(a), aStride, rows, b, finisher);
}

} // namespace
} // namespace transcope::model::detail
