#include "model/kernels/spottasks.h"

#include <algorithm>

namespace transcope::model {

namespace {

constexpr int kRowBlock = 96; // a multiple of every vector's lanes, since keys are packed by block
constexpr int kEmbedBlock = SpotTasks::kMostRows; // half of a level's 14 × 14 patches

/// add(first, count) for each block of at most `block` among `size`.
template <class Add> void inBlocks(int size, int block, Add&& add)
{
    for (int first = 0; first < size; first += block)
        add(first, std::min(block, size - first));
}

} // namespace

SpotTasks::SpotTasks(const M2ostConfig& config)
{
    for (int level = config.levelCount() - 1; level >= 0; --level)
        addLevel(config, level);
}

void SpotTasks::addLevel(const M2ostConfig& config, int level)
{
    const int number = config.levels[static_cast<std::size_t>(level)], patches = config.tokens(0);
    const int tokens = config.tokens(number) + 1; // with cls
    levels.push_back(level);
    for (int k = number; k >= 0; --k)
        inBlocks(patches, kEmbedBlock, [&](int first, int count) {
            embed.push_back({level, k, first, count, 1 + (number - k) * patches + first});
        });
    inBlocks(tokens, kRowBlock, [&](int first, int count) {
        rows.push_back({level, first, count, static_cast<int>(rows.size())});
    });
    for (int head = 0; head < config.heads; ++head)
        inBlocks(tokens, kRowBlock, [&](int first, int count) {
            self.push_back({level, level, 0, head, first, count});
        });
    for (int source = 0, slot = 0; source < config.levelCount(); ++source) {
        if (source == level)
            continue;
        for (int head = 0; head < config.heads; ++head) {
            const int before = static_cast<int>(cross.size());
            inBlocks(tokens, kRowBlock, [&](int first, int count) {
                cross.push_back({level, source, slot, head, first, count});
            });
            pool.push_back({level, source, slot, head, before, static_cast<int>(cross.size()) - before});
        }
        ++slot;
    }
}

} // namespace transcope::model
