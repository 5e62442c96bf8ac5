#pragma once

#include "model/config/m2ostconfig.h"

#include <vector>

namespace transcope::model {

/// Some rows of a level's tokens. index: the task's place among all row tasks.
struct RowTask
{
    int level, first, rows, index;
};

/// Some patches of a level through embedder k; token: where the first of them becomes a token.
struct EmbedTask
{
    int level, k, first, rows, token;
};

/// One head's queries of some rows of a level to a source level, the slot-th that it attends to.
struct HeadTask
{
    int level, source, slot, head, first, rows;
};

/// The cross tasks that together are one head's queries of a level to another.
struct PoolTask
{
    int level, source, slot, head, firstTask, tasks;
};

/// What a spot's pass consists of, cut for threads. A level's tasks follow each other in every list, the
/// largest level first, so that threads end together.
struct SpotTasks
{
    static constexpr int kMostRows = 98; ///< of any task

    explicit SpotTasks(const M2ostConfig& config);

    std::vector<EmbedTask> embed;
    std::vector<RowTask> rows;
    std::vector<HeadTask> self, cross;
    std::vector<PoolTask> pool;
    std::vector<int> levels;

private:
    void addLevel(const M2ostConfig& config, int level);
};

} // namespace transcope::model
