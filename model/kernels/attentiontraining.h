#pragma once

#include "model/kernels/isa.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace transcope::model {

/// A bfloat16 number: the upper half of a float32.
struct Bfloat16
{
    std::uint16_t bits = 0;
};

/// A float32 or bfloat16 tensor [batch, heads, rows, 64] in somebody else's memory; the 64 channels are
/// contiguous, the strides (in numbers) are free. [B, heads, N, 64] and a third of a merged
/// [B, N, 3·heads·64] both fit.
template <class T> struct HeadView
{
    T* data = nullptr;
    std::ptrdiff_t batchStride = 0;
    std::ptrdiff_t headStride = 0;
    std::ptrdiff_t rowStride = 0;

    T* row(int batch, int head, int index = 0) const
    {
        return data + batch * batchStride + head * headStride + index * rowStride;
    }
};

struct AttentionShape
{
    int batch = 0;
    int heads = 0;
    int queries = 0; ///< rows of q and out
    int keys = 0;    ///< rows of k and v; another number than the queries' in cross-level attention
};

/// out = softmax(q·kᵀ/8)·v and its gradients on the CPU, for training: products in bfloat16 or float32 with
/// float32 accumulation, the attention matrix never in main memory. Forward leaves the softmax's denominators
/// for backward. Heads are shared out over threads. One call at a time (calls from several threads wait for
/// each other).
class AttentionTraining
{
public:
    /// threads: 0 = one per core. Errors: Unsupported (precision or instruction set not available here).
    static core::Result<std::unique_ptr<AttentionTraining>> create(Precision precision, int threads = 0,
                                                                   std::optional<Isa> isa = {});
    ~AttentionTraining();

    // T is float or Bfloat16: what the tensors hold, whatever the precision of the products.

    /// logSumExp: [batch, heads, queries], base-2 logarithm of each softmax's denominator; for backward().
    template <class T>
    void forward(const AttentionShape& shape, HeadView<const T> q, HeadView<const T> k, HeadView<const T> v,
                 HeadView<T> out, float* logSumExp);

    /// Writes (does not add to) the gradients by q, k and v, given that by `out`; out and logSumExp are
    /// forward's.
    template <class T>
    void backward(const AttentionShape& shape, HeadView<const T> q, HeadView<const T> k, HeadView<const T> v,
                  HeadView<const T> out, const float* logSumExp, HeadView<const T> outGradient,
                  HeadView<T> qGradient, HeadView<T> kGradient, HeadView<T> vGradient);

private:
    struct Private;
    explicit AttentionTraining(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace transcope::model
