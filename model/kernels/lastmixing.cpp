#include "model/kernels/spotpass.h"

#include <algorithm>

/// After the last CTMM only the cls tokens (head) and the mean over a level's tokens (CCMM) are used. Means
/// pass through what is linear: the mean of softmax(q·kᵀ)·v over the queries is each key's mean probability
/// times v, v is the normed row times W_v, and the mean output is the output of the mean. So no v is made, a
/// level's queries need no product with it, and two rows instead of all go through W_v and the output
/// projection; scores and exponentials stay.

namespace transcope::model {

namespace {

// Rows of a level's `attended`, once nothing else is in it.
constexpr int kClsRow = 0;
constexpr int kMeanRow = 1;
constexpr int kRows = 2;

} // namespace

void SpotPass::mixAcrossLevelsLast(const LayerWeights& layer, TaskRunner& runner)
{
    runner.each(m_tasks.cross,
                [&](const HeadTask& task, BlockScratch& scratch) { shareKeys(task, scratch); });
    runner.each(m_tasks.pool,
                [&](const PoolTask& task, BlockScratch& scratch) { poolHead(layer, task, scratch); });
    mark(EngineStage::CrossAttention);
    runner.each(m_tasks.levels,
                [&](int level, BlockScratch& scratch) { combinePooled(layer, level, scratch); });
    mark(EngineStage::Combination);
}

void SpotPass::shareKeys(const HeadTask& task, BlockScratch& scratch)
{
    AttentionArgs args = attentionOf(task, scratch);
    args.keyShares = m_shares.as<float>() + (&task - m_tasks.cross.data()) * m_shareStride;
    m_kernels.attention(args);
}

void SpotPass::poolHead(const LayerWeights& layer, const PoolTask& task, BlockScratch& scratch)
{
    LevelState& level = m_levels[static_cast<std::size_t>(task.level)];
    LevelState& source = m_levels[static_cast<std::size_t>(task.source)];
    const int channels = m_config.channels;
    const int padded =
        source.tokens + source.tokens % 2; // beside an odd last key: a share next to 0, a row of 0

    AttentionArgs cls = attentionOf({task.level, task.source, task.slot, task.head, 0, 1}, scratch);
    cls.keyShares = scratch.floats.as<float>();
    m_kernels.attention(cls);
    float* shares = m_shares.as<float>() + task.firstTask * m_shareStride;
    for (int other = 1; other < task.tasks; ++other)
        for (std::ptrdiff_t key = 0; key < m_shareStride; ++key)
            shares[key] += shares[other * m_shareStride + key];
    m_kernels.toOperands(cls.keyShares, padded, 1, padded, 1.0f,
                         operandRow(scratch.operands, kClsRow * padded), padded);
    m_kernels.toOperands(shares, padded, 1, padded, 1.0f / static_cast<float>(level.tokens),
                         operandRow(scratch.operands, kMeanRow * padded), padded);

    for (int part = 0; part < m_config.heads; ++part)
        m_kernels.gemm(
            scratch.operands.as(), padded, kRows,
            {operandRow(source.values, part * valueElements(source)), source.tokens, kHeadWidth},
            {Finish::Operand, nullptr, nullptr, operandRow(scratch.hidden, part * kHeadWidth), channels});
    const PackedLinear& qkv = layer.crossQkv[static_cast<std::size_t>(task.source)];
    m_kernels.gemm(scratch.hidden.as(), channels, kRows,
                   qkv.part(m_kernels, 2 * channels + task.head * kHeadWidth, kHeadWidth),
                   {Finish::Operand, nullptr, nullptr, cls.out, cls.outStride});
}

void SpotPass::combinePooled(const LayerWeights& layer, int levelIndex, BlockScratch& scratch)
{
    const std::size_t i = static_cast<std::size_t>(levelIndex);
    LevelState& level = m_levels[i];
    const std::ptrdiff_t c = m_config.channels;
    float* rows = scratch.floats.as<float>();
    m_kernels.gemm(level.attended.as(), m_attendedWidth, kRows, layer.crossOut[i].matrix(),
                   {Finish::Store, layer.crossOut[i].biasData(), rows, nullptr, c});
    std::copy_n(rows + kClsRow * c, c, level.x.as<float>());
    std::copy_n(rows + kMeanRow * c, c, m_means.as<float>() + levelIndex * c);
}

} // namespace transcope::model
