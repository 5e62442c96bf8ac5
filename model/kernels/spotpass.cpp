#include "model/kernels/spotpass.h"

#include <algorithm>
#include <chrono>

namespace transcope::model {

namespace {

constexpr int kRowBlock = 96;   // a multiple of every vector's lanes, since keys are packed by block
constexpr int kEmbedBlock = 98; // half of a level's 14 × 14 patches
constexpr int kHeadWidth = 64;

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

/// Adds the time since it was made, or since the last mark, to a stage.
class StageClock
{
public:
    explicit StageClock(std::array<double, kEngineStages>& seconds) : m_seconds(seconds) {}
    void mark(EngineStage stage)
    {
        const auto now = std::chrono::steady_clock::now();
        m_seconds[static_cast<std::size_t>(stage)] += std::chrono::duration<double>(now - m_last).count();
        m_last = now;
    }

private:
    std::array<double, kEngineStages>& m_seconds;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

} // namespace

BlockScratch::BlockScratch(const M2ostConfig& config, const KernelTable& kernels)
{
    const int rows = std::max(kRowBlock, kEmbedBlock);
    const int hiddenWidth = even(std::max(config.embedding, config.mlpHidden));
    const int depth = std::max({even(widestPatch(config)), config.channels, hiddenWidth});
    const int mostTokens = config.tokens(config.levels.back()) + 1;
    operands = AlignedBuffer(static_cast<std::size_t>(rows) * depth * kernels.operandBytes);
    hidden = AlignedBuffer(static_cast<std::size_t>(rows) * hiddenWidth * kernels.operandBytes);
    floats = AlignedBuffer(static_cast<std::size_t>(rows) * config.channels * sizeof(float));
    scores = AlignedBuffer(attentionScratchFloats(mostTokens) * sizeof(float));
}

SpotPass::SpotPass(const M2ostConfig& config, const EngineWeights& weights, const KernelTable& kernels)
    : m_config(config), m_weights(weights), m_kernels(kernels),
      m_attendedWidth(std::max(1, config.levelCount() - 1) * config.channels)
{
    const std::size_t c = static_cast<std::size_t>(config.channels), bytes = kernels.operandBytes;
    for (const int number : config.levels) {
        LevelState level;
        level.tokens = config.tokens(number) + 1;
        const std::size_t tokens = static_cast<std::size_t>(level.tokens), heads = config.heads;
        level.x = AlignedBuffer(tokens * c * sizeof(float));
        level.qkv = AlignedBuffer(tokens * 3 * c * bytes);
        level.keys = AlignedBuffer(heads * packedElements(kernels, kHeadWidth, level.tokens) * bytes);
        level.values = AlignedBuffer(heads * packedElements(kernels, level.tokens, kHeadWidth) * bytes);
        level.attended = AlignedBuffer(tokens * m_attendedWidth * bytes);
        m_levels.push_back(std::move(level));
    }
    makeTasks();
    m_sums = AlignedBuffer(m_rowTasks.size() * c * sizeof(float));
    m_means = AlignedBuffer(m_levels.size() * c * sizeof(float));
    m_scale = AlignedBuffer(m_levels.size() * c * sizeof(float));
    m_gateHidden = AlignedBuffer(static_cast<std::size_t>(config.channelHidden) * sizeof(float));
    m_shareStride = wholeVectors(kernels, m_levels.back().tokens);
    m_shares = AlignedBuffer(m_crossTasks.size() * static_cast<std::size_t>(m_shareStride) * sizeof(float));
}

void SpotPass::makeTasks()
{
    const int perSegment = m_config.tokens(0), count = m_config.levelCount();
    const auto blocks = [](int size, int block, auto&& add) {
        for (int first = 0; first < size; first += block)
            add(first, std::min(block, size - first));
    };
    for (int i = count - 1; i >= 0; --i) { // the largest level first, so that threads end together
        const int number = m_config.levels[i], tokens = m_levels[i].tokens;
        for (int k = number; k >= 0; --k)
            blocks(perSegment, kEmbedBlock, [&](int first, int rows) {
                m_embedTasks.push_back({i, k, first, rows, 1 + (number - k) * perSegment + first});
            });
        blocks(tokens, kRowBlock, [&](int first, int rows) {
            m_rowTasks.push_back({i, first, rows, static_cast<int>(m_rowTasks.size())});
        });
        for (int head = 0; head < m_config.heads; ++head)
            blocks(tokens, kRowBlock, [&](int first, int rows) {
                m_selfTasks.push_back({i, i, 0, head, first, rows});
            });
        for (int j = 0, slot = 0; j < count; ++j) {
            if (j == i)
                continue;
            for (int head = 0; head < m_config.heads; ++head) {
                const int before = static_cast<int>(m_crossTasks.size());
                blocks(tokens, kRowBlock, [&](int first, int rows) {
                    m_crossTasks.push_back({i, j, slot, head, first, rows});
                });
                m_poolTasks.push_back(
                    {i, j, slot, head, before, static_cast<int>(m_crossTasks.size()) - before});
            }
            ++slot;
        }
    }
}

std::byte* SpotPass::operandRow(AlignedBuffer& buffer, std::ptrdiff_t elements) const
{
    return buffer.as() + elements * m_kernels.operandBytes;
}

void SpotPass::run(const SpotPictures& pictures, float* out, float* contributions, TaskRunner& runner)
{
    StageClock clock(seconds);
    runner.each(m_embedTasks.size(),
                [&](std::size_t i, BlockScratch& scratch) { embed(m_embedTasks[i], pictures, scratch); });
    clock.mark(EngineStage::Embedding);
    const float* scale = nullptr;
    for (const LayerWeights& layer : m_weights.layers) {
        runner.each(m_rowTasks.size(), [&](std::size_t i, BlockScratch& scratch) {
            project(layer, m_rowTasks[i], scale, scratch);
        });
        clock.mark(EngineStage::Projection);
        runner.each(m_selfTasks.size(),
                    [&](std::size_t i, BlockScratch& scratch) { attend(m_selfTasks[i], scratch); });
        clock.mark(EngineStage::Attention);
        runner.each(m_rowTasks.size(),
                    [&](std::size_t i, BlockScratch& scratch) { mix(layer, m_rowTasks[i], scratch); });
        clock.mark(EngineStage::Mixing);
        if (&layer == &m_weights.layers.back() && !m_crossTasks.empty()) {
            runner.each(m_crossTasks.size(),
                        [&](std::size_t i, BlockScratch& scratch) { shareKeys(i, scratch); });
            runner.each(m_poolTasks.size(),
                        [&](std::size_t i, BlockScratch& scratch) { poolHead(m_poolTasks[i], scratch); });
            clock.mark(EngineStage::CrossAttention);
            runner.each(m_levels.size(), [&](std::size_t i, BlockScratch& scratch) {
                combinePooled(layer, static_cast<int>(i), scratch);
            });
            clock.mark(EngineStage::Combination);
        } else if (!m_crossTasks.empty()) {
            runner.each(m_crossTasks.size(),
                        [&](std::size_t i, BlockScratch& scratch) { attend(m_crossTasks[i], scratch); });
            clock.mark(EngineStage::CrossAttention);
            runner.each(m_rowTasks.size(),
                        [&](std::size_t i, BlockScratch&) { combine(layer, m_rowTasks[i]); });
            clock.mark(EngineStage::Combination);
            averageRows();
        } else {
            averageRows();
        }
        gate(layer);
        scale = m_scale.as<float>();
        clock.mark(EngineStage::Gate);
    }
    predict(out, contributions);
    clock.mark(EngineStage::Head);
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
    m_kernels.gemm(scratch.operands.as(), c, task.rows,
                   layer.qkv[static_cast<std::size_t>(task.level)].matrix(),
                   {Finish::Operand, nullptr, nullptr, operandRow(level.qkv, first * 3 * c), 3 * c});
    packHeads(level, task);
}

void SpotPass::packHeads(LevelState& level, const RowTask& task)
{
    const std::ptrdiff_t c = m_config.channels, stride = 3 * c, first = task.first;
    const auto keyElements = static_cast<std::ptrdiff_t>(packedElements(m_kernels, kHeadWidth, level.tokens));
    const auto valueElements =
        static_cast<std::ptrdiff_t>(packedElements(m_kernels, level.tokens, kHeadWidth));
    for (int head = 0; head < m_config.heads; ++head) {
        const std::ptrdiff_t row = first * stride + head * kHeadWidth;
        m_kernels.packKeys(operandRow(level.qkv, row + c), stride, task.rows, task.first, level.tokens,
                           operandRow(level.keys, head * keyElements));
        m_kernels.packValues(operandRow(level.qkv, row + 2 * c), stride, task.rows, task.first, level.tokens,
                             operandRow(level.values, head * valueElements));
    }
}

AttentionArgs SpotPass::attentionOf(const HeadTask& task, BlockScratch& scratch)
{
    LevelState& level = m_levels[static_cast<std::size_t>(task.level)];
    LevelState& source = m_levels[static_cast<std::size_t>(task.source)];
    const std::ptrdiff_t c = m_config.channels;
    AttentionArgs args;
    args.queries = operandRow(level.qkv, task.first * 3 * c + task.head * kHeadWidth);
    args.queryStride = 3 * c;
    args.rows = task.rows;
    args.keyCount = source.tokens;
    args.keys = operandRow(source.keys, task.head * static_cast<std::ptrdiff_t>(packedElements(
                                                        m_kernels, kHeadWidth, source.tokens)));
    args.values = operandRow(source.values, task.head * static_cast<std::ptrdiff_t>(packedElements(
                                                            m_kernels, source.tokens, kHeadWidth)));
    args.out = operandRow(level.attended, static_cast<std::ptrdiff_t>(task.first) * m_attendedWidth +
                                              task.slot * c + task.head * kHeadWidth);
    args.outStride = m_attendedWidth;
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
    m_kernels.gemm(operandRow(level.attended, first * m_attendedWidth), m_attendedWidth, task.rows,
                   layer.out[i].matrix(), {Finish::Add, layer.out[i].biasData(), x, nullptr, c});
    m_kernels.layerNorm(x, c, task.rows, m_config.channels, layer.feedForwardNorm.gamma.data(),
                        layer.feedForwardNorm.beta.data(), scratch.operands.as(), c);
    m_kernels.gemm(
        scratch.operands.as(), c, task.rows, layer.feedForwardIn.matrix(),
        {Finish::GeluOperand, layer.feedForwardIn.biasData(), nullptr, scratch.hidden.as(), hidden});
    m_kernels.gemm(scratch.hidden.as(), hidden, task.rows, layer.feedForwardOut.matrix(),
                   {Finish::AddGelu, layer.feedForwardOut.biasData(), x, nullptr, c});
    if (m_crossTasks.empty())
        return m_kernels.columnSums(x, c, task.rows, m_config.channels, rowSums(task));
    m_kernels.layerNorm(x, c, task.rows, m_config.channels, layer.crossNorm.gamma.data(),
                        layer.crossNorm.beta.data(), scratch.operands.as(), c);
    m_kernels.gemm(scratch.operands.as(), c, task.rows, layer.crossQkv[i].matrix(),
                   {Finish::Operand, nullptr, nullptr, operandRow(level.qkv, first * 3 * c), 3 * c});
    packHeads(level, task);
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
