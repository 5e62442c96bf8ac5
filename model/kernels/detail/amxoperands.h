#pragma once

#include "model/kernels/detail/product.h"

/// bfloat16 operands multiplied by the AMX matrix unit: tiles of 16 rows by 16 columns by 32 depths. The
/// packed layout is the vectors' own, so that what does not fill a tile (the last rows, the last depths) is
/// left to them.

namespace transcope::model::detail {
namespace {

struct AmxOperands : Bf16Operands
{
    static constexpr int kBlockRows = 16;
    static constexpr int kBlockGroups = 16;

    /// Everything is in memory before what follows: GCC's own functions for tiles do not say that they read
    /// it.
    static void written(const void* address) { asm volatile("" : : "r"(address) : "memory"); }

    /// The unit's configuration for this thread: eight tiles of 16 rows of 64 bytes.
    struct Session
    {
        Session()
        {
            struct alignas(64)
            {
                std::uint8_t palette = 1, startRow = 0, reserved[14] = {};
                std::uint16_t rowBytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
                std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
            } configuration;
            written(&configuration);
            _tile_loadconfig(&configuration);
        }
        ~Session() { _tile_release(); }
        Session(const Session&) = delete;
        Session& operator=(const Session&) = delete;
    };

    template <int Vecs, class Finisher>
    static int blockRows(const Element* a, std::ptrdiff_t aStride, int rows, const Element* b, int groups,
                         int column, Finisher& finish)
    {
        int r = 0;
        if (groups >= kBlockGroups)
            for (; r + kBlockRows <= rows; r += kBlockRows) {
                alignas(64) float block[kBlockRows][Vecs * kLanes];
                multiplyBlock<Vecs>(a + r * aStride, aStride, b, groups / kBlockGroups, &block[0][0]);
                finishRows<Vecs, 6>(block, 0, a, aStride, b, groups, r, column, finish);
                finishRows<Vecs, 6>(block, 6, a, aStride, b, groups, r, column, finish);
                finishRows<Vecs, 4>(block, 12, a, aStride, b, groups, r, column, finish);
            }
        return r;
    }

private:
    template <int Vecs>
    static void multiplyBlock(const Element* a, std::ptrdiff_t aStride, const Element* b, int blocks,
                              float* out)
    {
        constexpr int kRowBytes = Vecs * kLanes * kGroup * 2;
        written(a);
        _tile_zero(0);
        _tile_zero(1);
        _tile_zero(2);
        _tile_zero(3);
        for (int block = 0; block < blocks; ++block) {
            _tile_loadd(4, a, aStride * 2);
            _tile_loadd(5, b, kRowBytes);
            _tile_dpbf16ps(0, 4, 5);
            if constexpr (Vecs > 1) {
                _tile_loadd(6, b + 32, kRowBytes);
                _tile_dpbf16ps(1, 4, 6);
            }
            if constexpr (Vecs > 2) {
                _tile_loadd(7, b + 64, kRowBytes);
                _tile_dpbf16ps(2, 4, 7);
            }
            if constexpr (Vecs > 3) {
                _tile_loadd(5, b + 96, kRowBytes);
                _tile_dpbf16ps(3, 4, 5);
            }
            a += kBlockGroups * kGroup;
            b += kBlockGroups * kRowBytes / 2;
        }
        constexpr int kOutBytes = Vecs * kLanes * 4;
        _tile_stored(0, out, kOutBytes);
        if constexpr (Vecs > 1)
            _tile_stored(1, out + kLanes, kOutBytes);
        if constexpr (Vecs > 2)
            _tile_stored(2, out + 2 * kLanes, kOutBytes);
        if constexpr (Vecs > 3)
            _tile_stored(3, out + 3 * kLanes, kOutBytes);
    }

    /// Adds the depths beyond the last whole tile to Rows rows of a block, and finishes them.
    template <int Vecs, int Rows, class Finisher>
    static void finishRows(const float (&block)[kBlockRows][Vecs * kLanes], int first, const Element* a,
                           std::ptrdiff_t aStride, const Element* b, int groups, int row, int column,
                           Finisher& finish)
    {
        Vec c[Rows][Vecs];
        startSums(row + first, column, c, finish);
        for (int r = 0; r < Rows; ++r)
            for (int v = 0; v < Vecs; ++v)
                c[r][v] += load(&block[first + r][v * kLanes]);
        const int done = groups / kBlockGroups * kBlockGroups;
        accumulate<AmxOperands, Rows, Vecs>(a + (row + first) * aStride + done * kGroup, aStride,
                                            b + static_cast<std::ptrdiff_t>(done) * Vecs * kLanes * kGroup,
                                            groups - done, c);
        finish(row + first, column, c);
    }
};

} // namespace
} // namespace transcope::model::detail
