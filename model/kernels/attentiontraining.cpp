#include "model/kernels/attentiontraining.h"

#include "core/base/try.h"
#include "model/kernels/alignedbuffer.h"
#include "model/kernels/kerneltable.h"
#include "model/kernels/workerpool.h"

#include <algorithm>
#include <mutex>
#include <vector>

namespace transcope::model {

namespace {

constexpr int kWidth = 64;
constexpr float kQueryFactor = 0.18033688f; // log2(e) / sqrt(64)

std::size_t up(int n)
{
    return static_cast<std::size_t>((n + 15) / 16 * 16);
}

/// What one worker needs for one head, grown to the largest shape seen.
struct HeadScratch
{
    AlignedBuffer queryRows, keyRows, valueRows, gradientRows; ///< operands [rows, 64]
    AlignedBuffer queriesAcross, queriesAlong, keysAcross, valuesAlong, gradientsAcross, gradientsAlong;
    AlignedBuffer keyColumns, keyColumnFloats;
    AlignedBuffer scoreGradients, scores;
    AlignedBuffer logSumExp, outDots;
    AlignedBuffer keyGradients, valueGradients, queryGradients;
    AlignedBuffer rows, otherRows; ///< [rows, 64] float32, on the way from or to bfloat16

    void reserve(std::size_t queries, std::size_t keys, std::size_t bytes)
    {
        const auto grow = [](AlignedBuffer& buffer, std::size_t size) {
            if (buffer.bytes() < size)
                buffer = AlignedBuffer(size);
        };
        for (AlignedBuffer* buffer :
             {&queryRows, &gradientRows, &queriesAcross, &queriesAlong, &gradientsAcross, &gradientsAlong})
            grow(*buffer, queries * kWidth * bytes);
        for (AlignedBuffer* buffer : {&keyRows, &valueRows, &keysAcross, &valuesAlong, &keyColumns})
            grow(*buffer, keys * kWidth * bytes);
        for (AlignedBuffer* buffer : {&keyColumnFloats, &keyGradients, &valueGradients})
            grow(*buffer, keys * kWidth * sizeof(float));
        for (AlignedBuffer* buffer : {&rows, &otherRows})
            grow(*buffer, std::max(queries, keys) * kWidth * sizeof(float));
        grow(queryGradients, queries * kWidth * sizeof(float));
        grow(scoreGradients, queries * keys * bytes);
        grow(scores, 2 * attentionScratchFloats(static_cast<int>(std::max(queries, keys))) * sizeof(float));
        grow(logSumExp, queries * sizeof(float));
        grow(outDots, queries * sizeof(float));
    }
};

/// Rows of 64 float32 numbers.
struct FloatRows
{
    const float* data;
    std::ptrdiff_t stride;
};

/// The rows as float32: themselves, or widened into `room`.
FloatRows widened(const KernelTable&, const float* from, std::ptrdiff_t stride, int, AlignedBuffer&)
{
    return {from, stride};
}

FloatRows widened(const KernelTable& kernels, const Bfloat16* from, std::ptrdiff_t stride, int rows,
                  AlignedBuffer& room)
{
    kernels.widen(&from->bits, stride, rows, kWidth, room.as<float>(), kWidth);
    return {room.as<float>(), kWidth};
}

void storeRows(const KernelTable&, FloatRows from, int rows, float* to, std::ptrdiff_t toStride)
{
    for (int r = 0; r < rows; ++r)
        std::copy_n(from.data + r * from.stride, kWidth, to + r * toStride);
}

void storeRows(const KernelTable& kernels, FloatRows from, int rows, Bfloat16* to, std::ptrdiff_t toStride)
{
    kernels.narrow(from.data, from.stride, rows, kWidth, &to->bits, toStride);
}

} // namespace

struct AttentionTraining::Private
{
    Private(const KernelTable& k, int threads)
        : kernels(k), pool(threads), scratch(static_cast<std::size_t>(pool.size()))
    {
    }

    void reserve(const AttentionShape& shape)
    {
        for (HeadScratch& one : scratch)
            one.reserve(up(shape.queries), up(shape.keys), static_cast<std::size_t>(kernels.operandBytes));
    }
    const KernelTable& kernels;
    std::mutex mutex;
    WorkerPool pool;
    std::vector<HeadScratch> scratch; ///< per worker
};

AttentionTraining::AttentionTraining(std::unique_ptr<Private> p) : d(std::move(p)) {}

AttentionTraining::~AttentionTraining() = default;

core::Result<std::unique_ptr<AttentionTraining>> AttentionTraining::create(Precision precision, int threads,
                                                                           std::optional<Isa> isa)
{
    TRY(auto chosen, isa ? core::Result<Isa>(*isa) : chooseIsa());
    TRY(const auto kernels, kernelsFor(chosen, precision));
    return std::unique_ptr<AttentionTraining>(
        new AttentionTraining(std::make_unique<Private>(*kernels, threads)));
}

template <class T>
void AttentionTraining::forward(const AttentionShape& shape, HeadView<const T> q, HeadView<const T> k,
                                HeadView<const T> v, HeadView<T> out, float* logSumExp)
{
    const std::lock_guard lock(d->mutex);
    d->reserve(shape);
    const KernelTable& kernels = d->kernels;
    d->pool.run(shape.batch * shape.heads, [&](int task, int worker) {
        const int batch = task / shape.heads, head = task % shape.heads;
        HeadScratch& s = d->scratch[static_cast<std::size_t>(worker)];
        const auto toOperands = [&](HeadView<const T> rows, int count, float factor, AlignedBuffer& to) {
            const FloatRows from = widened(kernels, rows.row(batch, head), rows.rowStride, count, s.rows);
            kernels.toOperands(from.data, from.stride, count, kWidth, factor, to.as(), kWidth);
        };
        toOperands(q, shape.queries, kQueryFactor, s.queryRows);
        toOperands(k, shape.keys, 1.0f, s.keyRows);
        toOperands(v, shape.keys, 1.0f, s.valueRows);
        kernels.packKeys(s.keyRows.as(), kWidth, shape.keys, 0, shape.keys, s.keysAcross.as());
        kernels.packValues(s.valueRows.as(), kWidth, shape.keys, 0, shape.keys, s.valuesAlong.as());
        AttentionArgs args;
        args.queries = s.queryRows.as();
        args.queryStride = kWidth;
        args.rows = shape.queries;
        args.keys = s.keysAcross.as();
        args.values = s.valuesAlong.as();
        args.keyCount = shape.keys;
        args.outFloat = s.rows.as<float>();
        args.outStride = kWidth;
        args.scratch = s.scores.as<float>();
        args.logSumExp = logSumExp + static_cast<std::ptrdiff_t>(task) * shape.queries;
        kernels.attention(args);
        storeRows(kernels, {args.outFloat, kWidth}, shape.queries, out.row(batch, head), out.rowStride);
    });
}

namespace {

/// Padded denominators, and each output row's product with its gradient.
void prepareRows(const KernelTable& kernels, int queries, const float* logSumExp, FloatRows out,
                 FloatRows gradient, HeadScratch& s)
{
    float* sums = s.logSumExp.as<float>();
    float* dots = s.outDots.as<float>();
    std::copy_n(logSumExp, queries, sums);
    std::fill(sums + queries, sums + up(queries), 1e30f);
    std::fill(dots + queries, dots + up(queries), 0.0f);
    kernels.rowDots(out.data, out.stride, gradient.data, gradient.stride, queries, kWidth, dots);
}

/// to [columns, toStride] = from [rows, fromStride] transposed, in blocks that stay in the first-level cache.
void transpose(const float* from, std::ptrdiff_t fromStride, int rows, int columns, float* to,
               std::ptrdiff_t toStride)
{
    constexpr int kBlock = 16;
    for (int r0 = 0; r0 < rows; r0 += kBlock)
        for (int c0 = 0; c0 < columns; c0 += kBlock)
            for (int r = r0; r < std::min(rows, r0 + kBlock); ++r)
                for (int c = c0; c < std::min(columns, c0 + kBlock); ++c)
                    to[c * toStride + r] = from[r * fromStride + c];
}

} // namespace

template <class T>
void AttentionTraining::backward(const AttentionShape& shape, HeadView<const T> q, HeadView<const T> k,
                                 HeadView<const T> v, HeadView<const T> out, const float* logSumExp,
                                 HeadView<const T> outGradient, HeadView<T> qGradient, HeadView<T> kGradient,
                                 HeadView<T> vGradient)
{
    const std::lock_guard lock(d->mutex);
    d->reserve(shape);
    const KernelTable& kernels = d->kernels;
    const int queries = shape.queries, keys = shape.keys;
    const auto keyStride = static_cast<std::ptrdiff_t>(up(keys)),
               queryStride = static_cast<std::ptrdiff_t>(up(queries));
    d->pool.run(shape.batch * shape.heads, [&](int task, int worker) {
        const int batch = task / shape.heads, head = task % shape.heads;
        HeadScratch& s = d->scratch[static_cast<std::size_t>(worker)];
        const FloatRows gradient =
            widened(kernels, outGradient.row(batch, head), outGradient.rowStride, queries, s.rows);
        prepareRows(kernels, queries, logSumExp + static_cast<std::ptrdiff_t>(task) * queries,
                    widened(kernels, out.row(batch, head), out.rowStride, queries, s.otherRows), gradient, s);
        kernels.toOperands(gradient.data, gradient.stride, queries, kWidth, 1.0f, s.gradientRows.as(),
                           kWidth);
        const FloatRows query = widened(kernels, q.row(batch, head), q.rowStride, queries, s.rows);
        kernels.toOperands(query.data, query.stride, queries, kWidth, kQueryFactor, s.queryRows.as(), kWidth);
        const FloatRows value = widened(kernels, v.row(batch, head), v.rowStride, keys, s.rows);
        kernels.toOperands(value.data, value.stride, keys, kWidth, 1.0f, s.valueRows.as(), kWidth);
        const FloatRows key = widened(kernels, k.row(batch, head), k.rowStride, keys, s.rows);
        kernels.toOperands(key.data, key.stride, keys, kWidth, 1.0f, s.keyRows.as(), kWidth);
        kernels.packKeys(s.queryRows.as(), kWidth, queries, 0, queries, s.queriesAcross.as());
        kernels.packValues(s.queryRows.as(), kWidth, queries, 0, queries, s.queriesAlong.as());
        kernels.packKeys(s.gradientRows.as(), kWidth, queries, 0, queries, s.gradientsAcross.as());
        kernels.packValues(s.gradientRows.as(), kWidth, queries, 0, queries, s.gradientsAlong.as());
        float* columns = s.keyColumnFloats.as<float>();
        transpose(key.data, key.stride, keys, kWidth, columns, keyStride);
        if (keys % 2)
            for (int c = 0; c < kWidth; ++c)
                columns[c * keyStride + keys] = 0.0f;
        kernels.toOperands(columns, keyStride, kWidth, keys + keys % 2, 1.0f, s.keyColumns.as(), keyStride);

        AttentionBackwardArgs args;
        args.queryCount = queries;
        args.keyCount = keys;
        args.keyRows = s.keyRows.as();
        args.valueRows = s.valueRows.as();
        args.keyColumns = s.keyColumns.as();
        args.keyColumnStride = keyStride;
        args.queriesAcross = s.queriesAcross.as();
        args.queriesAlong = s.queriesAlong.as();
        args.outGradientsAcross = s.gradientsAcross.as();
        args.outGradientsAlong = s.gradientsAlong.as();
        args.logSumExp = s.logSumExp.as<float>();
        args.outDots = s.outDots.as<float>();
        args.scoreGradients = s.scoreGradients.as();
        args.scratch = s.scores.as<float>();
        args.valueGradients = s.valueGradients.as<float>();
        args.keyGradients = s.keyGradients.as<float>();
        args.queryGradientsAcross = s.queryGradients.as<float>();
        args.queryGradientStride = queryStride;
        kernels.attentionBackward(args);

        transpose(args.queryGradientsAcross, queryStride, kWidth, queries, s.rows.as<float>(), kWidth);
        storeRows(kernels, {s.rows.as<float>(), kWidth}, queries, qGradient.row(batch, head),
                  qGradient.rowStride);
        storeRows(kernels, {args.keyGradients, kWidth}, keys, kGradient.row(batch, head),
                  kGradient.rowStride);
        storeRows(kernels, {args.valueGradients, kWidth}, keys, vGradient.row(batch, head),
                  vGradient.rowStride);
    });
}

template void AttentionTraining::forward<float>(const AttentionShape&, HeadView<const float>,
                                                HeadView<const float>, HeadView<const float>, HeadView<float>,
                                                float*);
template void AttentionTraining::backward<float>(const AttentionShape&, HeadView<const float>,
                                                 HeadView<const float>, HeadView<const float>,
                                                 HeadView<const float>, const float*, HeadView<const float>,
                                                 HeadView<float>, HeadView<float>, HeadView<float>);
template void AttentionTraining::forward<Bfloat16>(const AttentionShape&, HeadView<const Bfloat16>,
                                                   HeadView<const Bfloat16>, HeadView<const Bfloat16>,
                                                   HeadView<Bfloat16>, float*);
template void AttentionTraining::backward<Bfloat16>(const AttentionShape&, HeadView<const Bfloat16>,
                                                    HeadView<const Bfloat16>, HeadView<const Bfloat16>,
                                                    HeadView<const Bfloat16>, const float*,
                                                    HeadView<const Bfloat16>, HeadView<Bfloat16>,
                                                    HeadView<Bfloat16>, HeadView<Bfloat16>);

} // namespace transcope::model
