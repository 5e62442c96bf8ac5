#pragma once

#include "model/kernels/isa.h"

#include <cstddef>
#include <cstdint>

namespace transcope::model {

/// A right-hand matrix B [depth, columns] as the kernels want it: panels of KernelTable::panel columns (the
/// last one only as wide as whole vectors need); in a panel, row groups of KernelTable::group consecutive
/// depths, each column's group together. Missing columns and depths are zero.
struct PackedMatrix
{
    const void* data = nullptr;
    int depth = 0;
    int columns = 0;
};

/// What a product does with its result C = A·B before leaving the cache.
enum class Finish {
    Store,       ///< out = C + bias
    Add,         ///< out += C + bias
    AddGelu,     ///< out += gelu(C + bias)
    Operand,     ///< operandOut = C + bias, as an operand of the next product
    GeluOperand, ///< operandOut = gelu(C + bias), as an operand of the next product
};

struct GemmFinish
{
    Finish kind = Finish::Store;
    const float* bias = nullptr; ///< [columns], or null for none
    float* out = nullptr;        ///< [rows, stride] float32, for Store, Add, AddGelu
    void* operandOut = nullptr;  ///< [rows, stride] operands, for Operand, GeluOperand
    std::ptrdiff_t stride = 0;   ///< elements from one output row to the next
};

/// Attention of some query rows over all keys of one head of 64 channels:
/// out = softmax over keys of (base-2 exponentials of q·kᵀ) · v. The caller folds log2(e)/sqrt(64) into q.
struct AttentionArgs
{
    const void* queries = nullptr; ///< operands [rows, queryStride], 64 used
    std::ptrdiff_t queryStride = 0;
    int rows = 0;
    const void* keys = nullptr;   ///< PackedMatrix data of depth 64, columns keyCount
    const void* values = nullptr; ///< PackedMatrix data of depth keyCount, columns 64
    int keyCount = 0;
    void* out = nullptr;       ///< operands [rows, outStride], 64 written; null when outFloat is given
    float* outFloat = nullptr; ///< the same as float32
    std::ptrdiff_t outStride = 0;
    float* scratch = nullptr;   ///< attentionScratchFloats(keyCount) floats, 64-byte aligned
    float* logSumExp = nullptr; ///< [rows], log2 of the sum of exponentials; null when not wanted
    /// [keyCount, padded to whole vectors]: when given, it gets each key's probability summed over the rows
    /// (next to 0 for padding) instead of an output, which is all that a mean over the rows needs. values,
    /// out, outFloat are unused.
    float* keyShares = nullptr;
};

/// Gradients of one head's attention (attentiontraining.h) by its scores S = queries·keysᵀ, all in operands
/// and packed beforehand. "Packed across" is a PackedMatrix of depth 64, one column per row of the tensor
/// (packKeys); "packed along" one of 64 columns, the tensor's rows its depth (packValues). The queries carry
/// log2(e)/sqrt(64).
struct AttentionBackwardArgs
{
    int queryCount = 0;
    int keyCount = 0;
    const void* keyRows = nullptr;    ///< [keys, 64]
    const void* valueRows = nullptr;  ///< [keys, 64]
    const void* keyColumns = nullptr; ///< [64, keyColumnStride], keys transposed, padded with zeros
    std::ptrdiff_t keyColumnStride = 0;
    const void *queriesAcross = nullptr, *queriesAlong = nullptr;
    const void *outGradientsAcross = nullptr, *outGradientsAlong = nullptr;
    const float* logSumExp = nullptr; ///< [queries up to whole vectors of 16], padding 1e30
    const float* outDots = nullptr;   ///< [the same], output · its gradient, padding 0
    void* scoreGradients = nullptr;   ///< room for a PackedMatrix of depth keys and queryCount columns
    float* scratch = nullptr;         ///< 2 · attentionScratchFloats(queryCount) floats, 64-byte aligned
    float* valueGradients = nullptr;  ///< out: [keys, 64]
    float* keyGradients = nullptr; ///< out: [keys, 64], by the keys as they are, the queries' factor undone
    float* queryGradientsAcross =
        nullptr; ///< out: [64, queryGradientStride], by the queries before their factor
    std::ptrdiff_t queryGradientStride = 0; ///< at least queryCount
};

/// How an interleaved RGB picture keeps a channel.
enum class PixelFormat {
    Bytes, ///< std::uint8_t, 0 … 255, meaning 0 … 1
    Floats ///< float, 0 … 1
};

/// Square patches of an interleaved RGB picture, row by row of a grid.
struct PatchGrid
{
    const void* rgb = nullptr; ///< the picture's first pixel
    PixelFormat format = PixelFormat::Bytes;
    int pictureWidth = 0; ///< px
    int margin = 0;       ///< px left out at the picture's left and top before the grid begins
    int patch = 0;        ///< px, both sides
    int perRow = 0;       ///< patches in a grid row
    int first = 0;        ///< index of the first patch wanted
    int count = 0;
};

/// One instruction set's kernels in one precision. "Operands" are float32 or bfloat16 numbers, `operandBytes`
/// each; every function is deterministic: the same block of rows gives the same bits in every thread.
struct KernelTable
{
    Isa isa;
    Precision precision;
    int operandBytes; ///< 4 or 2
    int group;        ///< depths taken together by one multiply instruction: 1 or 2
    int lanes;        ///< float32 lanes of a vector
    int panel;        ///< columns of a full panel

    /// C = A·B with A operands [rows, aStride]. A's depth must be padded with zeros to a multiple of `group`.
    void (*gemm)(const void* a, std::ptrdiff_t aStride, int rows, const PackedMatrix& b,
                 const GemmFinish& finish);
    void (*attention)(const AttentionArgs& args);
    void (*attentionBackward)(const AttentionBackwardArgs& args);

    /// Packs a weight [columns, depth] (as torch::nn::Linear keeps it), each row times `rowScale[column]` if
    /// given.
    void (*packWeight)(const float* weight, int columns, int depth, const float* rowScale, void* packed);
    /// Packs operand rows firstKey … firstKey+rows-1 of keys [.., stride] (64 used) into the matrix of depth
    /// 64 and `keyCount` columns. firstKey is a multiple of `lanes`; the call that brings the last key also
    /// zeroes the padding.
    void (*packKeys)(const void* keys, std::ptrdiff_t stride, int rows, int firstKey, int keyCount,
                     void* packed);
    /// The same for values, into the matrix of depth `keyCount` and 64 columns.
    void (*packValues)(const void* values, std::ptrdiff_t stride, int rows, int firstKey, int keyCount,
                       void* packed);

    /// operandOut[r] = LayerNorm(x[r])·gamma + beta; `width` ≤ stride of either side. eps 1e-5.
    void (*layerNorm)(const float* x, std::ptrdiff_t stride, int rows, int width, const float* gamma,
                      const float* beta, void* operandOut, std::ptrdiff_t operandStride);
    /// out[r] = LayerNorm(x[r])·gamma + beta + addend[r] (null: none), all float32. eps 1e-5.
    void (*layerNormFloat)(const float* x, std::ptrdiff_t stride, int rows, int width, const float* gamma,
                           const float* beta, const float* addend, std::ptrdiff_t addendStride, float* out,
                           std::ptrdiff_t outStride);
    /// x[r] *= scale (null: unchanged), and operandOut[r] = x[r].
    void (*scaleRows)(float* x, std::ptrdiff_t stride, int rows, int width, const float* scale,
                      void* operandOut, std::ptrdiff_t operandStride);
    /// operandOut[r] = factor · x[r].
    void (*toOperands)(const float* x, std::ptrdiff_t stride, int rows, int width, float factor,
                       void* operandOut, std::ptrdiff_t operandStride);
    /// out[r] = x[r] as float32, from bfloat16's bits.
    void (*widen)(const std::uint16_t* x, std::ptrdiff_t stride, int rows, int width, float* out,
                  std::ptrdiff_t outStride);
    /// out[r] = x[r] rounded to bfloat16's bits, to nearest, ties to even; what is not a number stays so.
    void (*narrow)(const float* x, std::ptrdiff_t stride, int rows, int width, std::uint16_t* out,
                   std::ptrdiff_t outStride);
    /// dots[r] = x[r]·y[r].
    void (*rowDots)(const float* x, std::ptrdiff_t xStride, const float* y, std::ptrdiff_t yStride, int rows,
                    int width, float* dots);
    /// LayerNorm over each patch's 3·patch² values in 0 … 1, flattened (row, column, channel), channel
    /// fastest. eps 1e-5.
    void (*normalisePatches)(const PatchGrid& grid, const float* gamma, const float* beta, void* operandOut,
                             std::ptrdiff_t operandStride);
    /// sums[c] = Σ_r x[r][c].
    void (*columnSums)(const float* x, std::ptrdiff_t stride, int rows, int width, float* sums);
    /// out[r] = weight[r]·x + bias[r] (null: none); weight [rows, stride] float32, `width` used.
    void (*matrixVector)(const float* weight, std::ptrdiff_t stride, int rows, int width, const float* x,
                         const float* bias, float* out);
    /// x = gelu(x) = x·(1 + erf(x/√2))/2, in place.
    void (*gelu)(float* x, int count);
};

/// Elements that a PackedMatrix takes.
std::size_t packedElements(const KernelTable& kernels, int depth, int columns);

/// Floats of AttentionArgs::scratch for this many keys.
std::size_t attentionScratchFloats(int keyCount);

/// The kernels for an instruction set and precision.
/// Errors: Unsupported (this processor cannot run them, or bfloat16 below Isa::Avx512Bf16).
core::Result<const KernelTable*> kernelsFor(Isa isa, Precision precision);

} // namespace transcope::model
