#include "core/expression/sparseblock.h"

#include "core/base/runtogether.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <numeric>
#include <thread>

namespace transcope::core {

namespace {

/// Puts entries where their genes' lines are. forBackwards(use): calls use(spot, gene, value) for each, the
/// last first, so that those of a gene stay in their order.
template <class ForBackwards>
void place(SparseBlock& block, std::size_t entries, const ForBackwards& forBackwards)
{
    auto& starts = block.starts;
    std::ranges::fill(starts, 0U);
    forBackwards([&](int, int gene, auto) { ++starts[static_cast<std::size_t>(gene)]; });
    std::partial_sum(starts.begin(), starts.end() - 1, starts.begin()); // where each line ends
    starts.back() = static_cast<std::uint32_t>(entries);
    std::visit(
        [&]<class Index, class Value>(std::span<Index> indices, std::span<Value> values) {
            forBackwards([&](int spot, int gene, auto value) {
                const auto at = --starts[static_cast<std::size_t>(gene)];
                indices[at] = static_cast<Index>(spot - block.firstSpot);
                values[at] = static_cast<Value>(value);
            });
        },
        block.indices, block.values);
}

/// spots: a block of spots of the same range.
void sortByGene(const SparseBlock& spots, SparseBlock& block)
{
    std::visit(
        [&](auto genes, auto values) {
            place(block, spots.entries(), [&](const auto& use) {
                for (auto line = spots.starts.size() - 1; line-- > 0;)
                    for (auto e = spots.starts[line + 1]; e-- > spots.starts[line];)
                        use(spots.firstSpot + static_cast<int>(line), static_cast<int>(genes[e]), values[e]);
            });
        },
        spots.indices, spots.values);
}

} // namespace

std::size_t SparseBlock::bytes() const
{
    return starts.size_bytes() + std::visit([](auto of) { return of.size_bytes(); }, indices) +
           std::visit([](auto of) { return of.size_bytes(); }, values);
}

SparseBlock roomForBlock(Arena& arena, std::pair<int, int> spots, std::size_t lines, std::size_t entries,
                         std::size_t indices, SparseBlock::Width width)
{
    SparseBlock block{spots.first, spots.second, arena.take<std::uint32_t>(lines + 1), {}, {}};
    if (indices <= std::size_t{1} << 16)
        block.indices = arena.take<std::uint16_t>(entries);
    else
        block.indices = arena.take<std::int32_t>(entries);
    if (width == SparseBlock::Width::Byte)
        block.values = arena.take<std::uint8_t>(entries);
    else if (width == SparseBlock::Width::Short)
        block.values = arena.take<std::uint16_t>(entries);
    else
        block.values = arena.take<float>(entries);
    return block;
}

SparseBlock::Width widthFor(int highest)
{
    if (highest < 0 || highest > std::numeric_limits<std::uint16_t>::max())
        return SparseBlock::Width::Float;
    return highest > std::numeric_limits<std::uint8_t>::max() ? SparseBlock::Width::Short
                                                              : SparseBlock::Width::Byte;
}

bool sortByGene(std::span<const SparseEntry> entries, SparseBlock& block)
{
    place(block, entries.size(), [&](const auto& use) {
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
            use(entry->spot, entry->gene, entry->value);
    });
    bool differ = true;
    std::visit(
        [&](auto indices, auto values) {
            for (std::size_t gene = 0; gene + 1 < block.starts.size(); ++gene) {
                const auto begin = block.starts[gene], count = block.starts[gene + 1] - begin;
                const auto line = indices.subspan(begin, count);
                if (!std::ranges::is_sorted(line))
                    sortTogether(line, values.subspan(begin, count));
                differ = differ && std::ranges::adjacent_find(line) == line.end();
            }
        },
        block.indices, block.values);
    return differ;
}

std::vector<SparseBlock> sortedByGene(std::span<const SparseBlock> bySpot, std::size_t genes, Arena& arena)
{
    std::vector<SparseBlock> byGene;
    for (const auto& block : bySpot)
        byGene.push_back(roomForBlock(arena, {block.firstSpot, block.lastSpot}, genes, block.entries(),
                                      block.starts.size() - 1, block.width()));
    std::atomic<std::size_t> next = 0;
    // Nothing in it can fail.
    (void)runTogether(static_cast<int>(std::thread::hardware_concurrency()), [&]() -> Result<void> {
        for (auto i = next++; i < byGene.size(); i = next++)
            sortByGene(bySpot[i], byGene[i]);
        return {};
    });
    return byGene;
}

} // namespace transcope::core
