#pragma once

#include "model/kernels/engineweights.h"
#include "model/kernels/m2ostengine.h"
#include "model/kernels/spottasks.h"
#include "model/kernels/workerpool.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace transcope::model {

constexpr int kHeadWidth = 64; ///< channels

/// What one task works on between reading its rows and writing them; one per worker.
struct BlockScratch
{
    BlockScratch(const M2ostConfig& config, const KernelTable& kernels, BufferArena& arena);

    AlignedBuffer operands; ///< [block rows, widest product depth]
    AlignedBuffer hidden;   ///< [block rows, widest hidden layer]
    AlignedBuffer floats;   ///< [block rows, channels] float32
    AlignedBuffer scores;   ///< AttentionArgs::scratch
};

/// Runs a stage's tasks: all of them in this thread, or shared out over a pool. The tasks, and so the
/// result's bits, are the same in both.
class TaskRunner
{
public:
    /// pool null: everything runs here, with scratch[worker].
    TaskRunner(WorkerPool* pool, std::vector<BlockScratch>& scratch, int worker)
        : m_pool(pool), m_scratch(scratch), m_worker(worker)
    {
    }

    /// work(tasks[i], scratch) for all of them.
    template <class Task, class F> void each(const std::vector<Task>& tasks, F&& work)
    {
        if (m_pool)
            return m_pool->run(static_cast<int>(tasks.size()), [&](int i, int worker) {
                work(tasks[static_cast<std::size_t>(i)], m_scratch[worker]);
            });
        for (const Task& task : tasks)
            work(task, m_scratch[m_worker]);
    }

private:
    WorkerPool* m_pool;
    std::vector<BlockScratch>& m_scratch;
    int m_worker;
};

/// Where one spot's pictures lie: per level, those of all spots, and the spot's place among them.
struct SpotPictures
{
    const void* const* levels = nullptr;
    PixelFormat format = PixelFormat::Bytes;
    std::ptrdiff_t index = 0;
};

/// One spot's pass through the network, stage by stage, in memory that is sized once.
class SpotPass
{
public:
    SpotPass(const M2ostConfig& config, const EngineWeights& weights, const KernelTable& kernels,
             BufferArena& arena);

    /// out: of this spot.
    void run(const SpotPictures& pictures, const EngineOutputs& out, TaskRunner& runner);

    std::array<double, kEngineStages> seconds{};

private:
    struct LevelState
    {
        int tokens = 0;         ///< with cls
        AlignedBuffer x;        ///< residual stream [tokens, channels] float32
        AlignedBuffer queries;  ///< operands [tokens, channels]
        AlignedBuffer keys;     ///< packed, head by head
        AlignedBuffer values;   ///< packed, head by head
        AlignedBuffer attended; ///< operands [tokens, attendedWidth]
    };

    /// ITMM and feed-forward, up to CTMM's q, k and v. scale: CCMM's of the layer before, null for none.
    void mixWithinLevels(const LayerWeights& layer, const float* scale, TaskRunner& runner);
    void mixAcrossLevels(const LayerWeights& layer, TaskRunner& runner);
    void mixAcrossLevelsLast(const LayerWeights& layer, TaskRunner& runner);
    void embed(const EmbedTask& task, const SpotPictures& pictures, BlockScratch& scratch);
    void project(const LayerWeights& layer, const RowTask& task, const float* scale, BlockScratch& scratch);
    void attend(const HeadTask& task, BlockScratch& scratch);
    AttentionArgs attentionOf(const HeadTask& task, BlockScratch& scratch);
    void mix(const LayerWeights& layer, const RowTask& task, BlockScratch& scratch);
    void combine(const LayerWeights& layer, const RowTask& task);
    /// What stands packed in place of the values.
    enum class Values {
        Projected, ///< v, head by head
        Rows,      ///< the rows that v is made from, 64 channels each: the last CTMM's (lastmixing.cpp)
    };
    /// q, k and v of the rows in scratch.operands: q into level.queries, k and v packed head by head.
    void makeHeads(const PackedLinear& qkv, const RowTask& task, Values values, BlockScratch& scratch);
    void averageRows();
    // The last layer's CTMM, of which only the cls tokens and the mean tokens are used (lastmixing.cpp).
    void shareKeys(const HeadTask& task, BlockScratch& scratch);
    void poolHead(const LayerWeights& layer, const PoolTask& task, BlockScratch& scratch);
    void combinePooled(const LayerWeights& layer, int level, BlockScratch& scratch);
    void gate(const LayerWeights& layer);
    void predict(const EngineOutputs& out);

    /// Of one head's packed values.
    std::ptrdiff_t valueElements(const LevelState& level) const;
    /// Adds the time since the last mark to a stage.
    void mark(EngineStage stage);
    std::byte* operandRow(AlignedBuffer& buffer, std::ptrdiff_t elements) const;
    float* rowSums(const RowTask& task) { return m_sums.as<float>() + task.index * m_config.channels; }

    const M2ostConfig& m_config;
    const EngineWeights& m_weights;
    const KernelTable& m_kernels;
    int m_attendedWidth;
    std::vector<LevelState> m_levels;
    SpotTasks m_tasks;
    std::chrono::steady_clock::time_point m_marked; ///< when the last stage ended
    std::ptrdiff_t m_shareStride = 0;
    AlignedBuffer m_shares;     ///< [cross tasks, share stride], AttentionArgs::keyShares
    AlignedBuffer m_sums;       ///< [row tasks, channels]
    AlignedBuffer m_means;      ///< [levels · channels]
    AlignedBuffer m_gateHidden; ///< [channelHidden]
    AlignedBuffer m_scale;      ///< [levels · channels], CCMM's 1 + s, applied when the next stage reads x
};

} // namespace transcope::model
