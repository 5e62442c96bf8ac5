#pragma once

#include "model/kernels/engineweights.h"
#include "model/kernels/m2ostengine.h"
#include "model/kernels/workerpool.h"

#include <array>
#include <cstdint>
#include <vector>

namespace transcope::model {

/// What one task works on between reading its rows and writing them; one per worker.
struct BlockScratch
{
    BlockScratch(const M2ostConfig& config, const KernelTable& kernels);

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

    template <class F> void each(std::size_t count, F&& task)
    {
        if (m_pool)
            return m_pool->run(static_cast<int>(count), [&](int i, int worker) {
                task(static_cast<std::size_t>(i), m_scratch[worker]);
            });
        for (std::size_t i = 0; i < count; ++i)
            task(i, m_scratch[m_worker]);
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
    SpotPass(const M2ostConfig& config, const EngineWeights& weights, const KernelTable& kernels);

    /// out [genes]; contributions [levels, genes] or null.
    void run(const SpotPictures& pictures, float* out, float* contributions, TaskRunner& runner);

    std::array<double, kEngineStages> seconds{};

private:
    struct RowTask
    {
        int level, first, rows, index;
    };
    struct EmbedTask
    {
        int level, k, first, rows, token;
    };
    struct HeadTask
    {
        int level, source, slot, head, first, rows;
    };
    /// The tasks of m_crossTasks that together are one head's queries of a level to another.
    struct PoolTask
    {
        int level, source, slot, head, firstTask, tasks;
    };
    struct LevelState
    {
        int tokens = 0;         ///< with cls
        AlignedBuffer x;        ///< residual stream [tokens, channels] float32
        AlignedBuffer qkv;      ///< operands [tokens, 3·channels]
        AlignedBuffer keys;     ///< packed, head by head
        AlignedBuffer values;   ///< packed, head by head
        AlignedBuffer attended; ///< operands [tokens, attendedWidth]
    };

    void makeTasks();
    void embed(const EmbedTask& task, const SpotPictures& pictures, BlockScratch& scratch);
    void project(const LayerWeights& layer, const RowTask& task, const float* scale, BlockScratch& scratch);
    void attend(const HeadTask& task, BlockScratch& scratch);
    AttentionArgs attentionOf(const HeadTask& task, BlockScratch& scratch);
    void mix(const LayerWeights& layer, const RowTask& task, BlockScratch& scratch);
    void combine(const LayerWeights& layer, const RowTask& task);
    void packHeads(LevelState& level, const RowTask& task);
    void averageRows();
    // The last layer's CTMM, of which only the cls tokens and the mean tokens are used (lastmixing.cpp).
    void shareKeys(std::size_t task, BlockScratch& scratch);
    void poolHead(const PoolTask& task, BlockScratch& scratch);
    void combinePooled(const LayerWeights& layer, int level, BlockScratch& scratch);
    void gate(const LayerWeights& layer);
    void predict(float* out, float* contributions);

    std::byte* operandRow(AlignedBuffer& buffer, std::ptrdiff_t elements) const;
    float* rowSums(const RowTask& task) { return m_sums.as<float>() + task.index * m_config.channels; }

    const M2ostConfig& m_config;
    const EngineWeights& m_weights;
    const KernelTable& m_kernels;
    int m_attendedWidth;
    std::vector<LevelState> m_levels;
    std::vector<EmbedTask> m_embedTasks;
    std::vector<RowTask> m_rowTasks;
    std::vector<HeadTask> m_selfTasks, m_crossTasks;
    std::vector<PoolTask> m_poolTasks;
    std::ptrdiff_t m_shareStride = 0;
    AlignedBuffer m_shares;     ///< [cross tasks, share stride], AttentionArgs::keyShares
    AlignedBuffer m_sums;       ///< [row tasks, channels]
    AlignedBuffer m_means;      ///< [levels · channels]
    AlignedBuffer m_gateHidden; ///< [channelHidden]
    AlignedBuffer m_scale;      ///< [levels · channels], CCMM's 1 + s, applied when the next stage reads x
};

} // namespace transcope::model
