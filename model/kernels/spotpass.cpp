#include "model/kernels/spotpass.h"

#include <algorithm>
#include <chrono>

namespace transcope::model {

namespace {

int widestPatch(const M2ostConfig& config)
{
    return 3 * config.patchSize * config.patchSize;
}

int even(int n)
{
    return n + n % 2;
}

std::ptrdiff_t wholeVectors(const KernelTable& kernels, int n)
{
    return (n + kernels.lanes - 1) / kernels.lanes * kernels.lanes;
}

} // namespace

BlockScratch::BlockScratch(const M2ostConfig& config, const KernelTable& kernels, BufferArena& arena)
{
    const int rows = SpotTasks::kMostRows;
    const int hiddenWidth = even(std::max({config.embedding, config.mlpHidden, 2 * config.channels}));
    const int depth = std::max({even(widestPatch(config)), config.channels, hiddenWidth});
    const int mostTokens = config.tokens(config.levels.back()) + 1;
    operands = AlignedBuffer(arena, static_cast<std::size_t>(rows) * depth * kernels.operandBytes);
    hidden = AlignedBuffer(arena, static_cast<std::size_t>(rows) * hiddenWidth * kernels.operandBytes);
    floats = AlignedBuffer(arena, static_cast<std::size_t>(rows) * config.channels * sizeof(float));
    scores = AlignedBuffer(arena, attentionScratchFloats(mostTokens) * sizeof(float));
}

SpotPass::SpotPass(const M2ostConfig& config, const EngineWeights& weights, const KernelTable& kernels,
                   BufferArena& arena)
    : m_config(config), m_weights(weights), m_kernels(kernels),
      m_attendedWidth(std::max(1, config.levelCount() - 1) * config.channels), m_tasks(config)
{
    const std::size_t c = static_cast<std::size_t>(config.channels), bytes = kernels.operandBytes;
    for (const int number : config.levels) {
        LevelState level;
        level.tokens = config.tokens(number) + 1;
        const std::size_t tokens = static_cast<std::size_t>(level.tokens), heads = config.heads;
        level.x = AlignedBuffer(arena, tokens * c * sizeof(float));
        level.queries = AlignedBuffer(arena, tokens * c * bytes);
        level.keys = AlignedBuffer(arena, heads * packedElements(kernels, kHeadWidth, level.tokens) * bytes);
        level.values =
            AlignedBuffer(arena, heads * packedElements(kernels, level.tokens, kHeadWidth) * bytes);
        level.attended = AlignedBuffer(arena, tokens * m_attendedWidth * bytes);
        m_levels.push_back(std::move(level));
    }
    m_sums = AlignedBuffer(arena, m_tasks.rows.size() * c * sizeof(float));
    m_means = AlignedBuffer(arena, m_levels.size() * c * sizeof(float));
    m_scale = AlignedBuffer(arena, m_levels.size() * c * sizeof(float));
    m_gateHidden = AlignedBuffer(arena, static_cast<std::size_t>(config.channelHidden) * sizeof(float));
    m_shareStride = wholeVectors(kernels, m_levels.back().tokens);
    m_shares =
        AlignedBuffer(arena, m_tasks.cross.size() * static_cast<std::size_t>(m_shareStride) * sizeof(float));
}

std::byte* SpotPass::operandRow(AlignedBuffer& buffer, std::ptrdiff_t elements) const
{
    return buffer.as() + elements * m_kernels.operandBytes;
}

void SpotPass::run(const SpotPictures& pictures, const EngineOutputs& out, TaskRunner& runner)
{
    m_marked = std::chrono::steady_clock::now();
    runner.each(m_tasks.embed,
                [&](const EmbedTask& task, BlockScratch& scratch) { embed(task, pictures, scratch); });
    mark(EngineStage::Embedding);
    const float* scale = nullptr;
    for (const LayerWeights& layer : m_weights.layers) {
        mixWithinLevels(layer, scale, runner);
        const bool last = &layer == &m_weights.layers.back();
        if (m_tasks.cross.empty())
            averageRows();
        else if (last)
            mixAcrossLevelsLast(layer, runner);
        else
            mixAcrossLevels(layer, runner);
        gate(layer);
        scale = m_scale.as<float>();
        mark(EngineStage::Gate);
    }
    predict(out);
    mark(EngineStage::Head);
}

void SpotPass::mixWithinLevels(const LayerWeights& layer, const float* scale, TaskRunner& runner)
{
    runner.each(m_tasks.rows,
                [&](const RowTask& task, BlockScratch& scratch) { project(layer, task, scale, scratch); });
    mark(EngineStage::Projection);
    runner.each(m_tasks.self, [&](const HeadTask& task, BlockScratch& scratch) { attend(task, scratch); });
    mark(EngineStage::Attention);
    runner.each(m_tasks.rows, [&](const RowTask& task, BlockScratch& scratch) { mix(layer, task, scratch); });
    mark(EngineStage::Mixing);
}

void SpotPass::mixAcrossLevels(const LayerWeights& layer, TaskRunner& runner)
{
    runner.each(m_tasks.cross, [&](const HeadTask& task, BlockScratch& scratch) { attend(task, scratch); });
    mark(EngineStage::CrossAttention);
    runner.each(m_tasks.rows, [&](const RowTask& task, BlockScratch&) { combine(layer, task); });
    mark(EngineStage::Combination);
    averageRows();
}

void SpotPass::mark(EngineStage stage)
{
    const auto now = std::chrono::steady_clock::now();
    seconds[static_cast<std::size_t>(stage)] += std::chrono::duration<double>(now - m_marked).count();
    m_marked = now;
}

void SpotPass::embed(const EmbedTask& task, const SpotPictures& pictures, BlockScratch& scratch)
{
    const PatchEmbedderWeights& w = m_weights.embedders[static_cast<std::size_t>(task.k)];
    const float* position = m_weights.positions[static_cast<std::size_t>(task.level)].data();
    const int size = m_config.imageSize, c = m_config.channels;
    float* x = m_levels[static_cast<std::size_t>(task.level)].x.as<float>();
    if (task.token == 1)
        for (int i = 0; i < c; ++i)
            x[i] = m_weights.cls[static_cast<std::size_t>(i)] + position[i];

    const std::ptrdiff_t channelBytes = pictures.format == PixelFormat::Bytes ? 1 : sizeof(float);
    const PatchGrid grid{static_cast<const std::byte*>(pictures.levels[task.level]) +
                             pictures.index * 3 * size * size * channelBytes,
                         pictures.format,
                         size,
                         (size - (size >> task.k)) / 2,
                         m_config.patchSize >> task.k,
                         size / m_config.patchSize,
                         task.first,
                         task.rows};
    const int depth = even(w.hidden.depth), hidden = even(w.hidden.columns);
    m_kernels.normalisePatches(grid, w.patchNorm.gamma.data(), w.patchNorm.beta.data(), scratch.operands.as(),
                               depth);
    m_kernels.gemm(scratch.operands.as(), depth, task.rows, w.hidden.matrix(),
                   {Finish::GeluOperand, w.hidden.biasData(), nullptr, scratch.hidden.as(), hidden});
    m_kernels.gemm(scratch.hidden.as(), hidden, task.rows, w.token.matrix(),
                   {Finish::Store, w.token.biasData(), scratch.floats.as<float>(), nullptr, c});
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(task.token) * c;
    m_kernels.layerNormFloat(scratch.floats.as<float>(), c, task.rows, c, w.tokenNorm.gamma.data(),
                             w.tokenNorm.beta.data(), position + at, c, x + at, c);
}

void SpotPass::project(const LayerWeights& layer, const RowTask& task, const float* scale,
                       BlockScratch& scratch)
{
    LevelState& level = m_levels[static_cast<std::size_t>(task.level)];
    const std::ptrdiff_t c = m_config.channels, first = task.first;
    m_kernels.scaleRows(level.x.as<float>() + first * c, c, task.rows, m_config.channels,
                        scale ? scale + task.level * c : nullptr, scratch.operands.as(), c);
    makeHeads(layer.qkv[static_cast<std::size_t>(task.level)], task, Values::Projected, scratch);
}

void SpotPass::makeHeads(const PackedLinear& qkv, const RowTask& task, Values values, BlockScratch& scratch)
{
    LevelState& level = m_levels[static_cast<std::size_t>(task.level)];
    const int channels = m_config.channels, wanted = values == Values::Rows ? channels : 2 * channels;
    const std::ptrdiff_t c = channels;
    m_kernels.gemm(scratch.operands.as(), c, task.rows, qkv.part(m_kernels, 0, channels),
                   {Finish::Operand, nullptr, nullptr, operandRow(level.queries, task.first * c), c});
    // k and v are wanted packed alone, and so stay in the nearest caches until then.
    m_kernels.gemm(scratch.operands.as(), c, task.rows, qkv.part(m_kernels, channels, wanted),
                   {Finish::Operand, nullptr, nullptr, scratch.hidden.as(), wanted});
    const auto keyElements = static_cast<std::ptrdiff_t>(packedElements(m_kernels, kHeadWidth, level.tokens));
    for (int head = 0; head < m_config.heads; ++head) {
        const std::ptrdiff_t column = head * kHeadWidth;
        m_kernels.packKeys(operandRow(scratch.hidden, column), wanted, task.rows, task.first, level.tokens,
                           operandRow(level.keys, head * keyElements));
        const bool rows = values == Values::Rows;
        m_kernels.packValues(rows ? operandRow(scratch.operands, column)
                                  : operandRow(scratch.hidden, c + column),
                             rows ? c : wanted, task.rows, task.first, level.tokens,
                             operandRow(level.values, head * valueElements(level)));
    }
}

std::ptrdiff_t SpotPass::valueElements(const LevelState& level) const
{
    return static_cast<std::ptrdiff_t>(packedElements(m_kernels, level.tokens, kHeadWidth));
}

AttentionArgs SpotPass::attentionOf(const HeadTask& task, BlockScratch& scratch)
{
    LevelState& level = m_levels[static_cast<std::size_t>(task.level)];
    LevelState& source = m_levels[static_cast<std::size_t>(task.source)];
    const std::ptrdiff_t c = m_config.channels;
    AttentionArgs args;
    args.queries = operandRow(level.queries, task.first * c + task.head * kHeadWidth);
    args.queryStride = c;
    args.rows = task.rows;
    args.keyCount = source.tokens;
    args.keys = operandRow(source.keys, task.head * static_cast<std::ptrdiff_t>(packedElements(
                                                        m_kernels, kHeadWidth, source.tokens)));
    args.values = operandRow(source.values, task.head * valueElements(source));
    const std::ptrdiff_t width = task.source == task.level ? c : m_attendedWidth;
    args.out = operandRow(level.attended, task.first * width + task.slot * c + task.head * kHeadWidth);
    args.outStride = width;
    args.scratch = scratch.scores.as<float>();
    return args;
}

void SpotPass::attend(const HeadTask& task, BlockScratch& scratch)
{
    m_kernels.attention(attentionOf(task, scratch));
}

void SpotPass::mix(const LayerWeights& layer, const RowTask& task, BlockScratch& scratch)
{
    const std::size_t i = static_cast<std::size_t>(task.level);
    LevelState& level = m_levels[i];
    const std::ptrdiff_t c = m_config.channels, hidden = even(m_config.mlpHidden), first = task.first;
    float* x = level.x.as<float>() + first * c;
    m_kernels.gemm(operandRow(level.attended, first * c), c, task.rows, layer.out[i].matrix(),
                   {Finish::Add, layer.out[i].biasData(), x, nullptr, c});
    m_kernels.layerNorm(x, c, task.rows, m_config.channels, layer.feedForwardNorm.gamma.data(),
                        layer.feedForwardNorm.beta.data(), scratch.operands.as(), c);
    m_kernels.gemm(
        scratch.operands.as(), c, task.rows, layer.feedForwardIn.matrix(),
        {Finish::GeluOperand, layer.feedForwardIn.biasData(), nullptr, scratch.hidden.as(), hidden});
    m_kernels.gemm(scratch.hidden.as(), hidden, task.rows, layer.feedForwardOut.matrix(),
                   {Finish::AddGelu, layer.feedForwardOut.biasData(), x, nullptr, c});
    if (m_tasks.cross.empty())
        return m_kernels.columnSums(x, c, task.rows, m_config.channels, rowSums(task));
    m_kernels.layerNorm(x, c, task.rows, m_config.channels, layer.crossNorm.gamma.data(),
                        layer.crossNorm.beta.data(), scratch.operands.as(), c);
    const bool last = &layer == &m_weights.layers.back();
    makeHeads(layer.crossQkv[i], task, last ? Values::Rows : Values::Projected, scratch);
}

void SpotPass::combine(const LayerWeights& layer, const RowTask& task)
{
    const std::size_t i = static_cast<std::size_t>(task.level);
    LevelState& level = m_levels[i];
    const std::ptrdiff_t c = m_config.channels;
    float* x = level.x.as<float>() + task.first * c;
    m_kernels.gemm(operandRow(level.attended, static_cast<std::ptrdiff_t>(task.first) * m_attendedWidth),
                   m_attendedWidth, task.rows, layer.crossOut[i].matrix(),
                   {Finish::Store, layer.crossOut[i].biasData(), x, nullptr, c});
    m_kernels.columnSums(x, c, task.rows, m_config.channels, rowSums(task));
}

} // namespace transcope::model
