#pragma once

#include "core/base/arena.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace transcope::core {

/// Some entries of a sparse matrix, mostly those of neighbouring spots, line by line. The lines are all
/// genes, in each of which spots ascend and none occurs twice, or the spots from the first to the last, in
/// each of which genes stand in any order and none occurs twice. The arrays lie in an Arena.
struct SparseBlock
{
    /// The smallest type that holds all values of the block exactly.
    enum class Width : std::uint8_t { Byte, Short, Float };
    using Indices = std::variant<std::span<std::uint16_t>, std::span<std::int32_t>>;
    using Values = std::variant<std::span<std::uint8_t>, std::span<std::uint16_t>, std::span<float>>;

    int firstSpot = 0, lastSpot = 0; ///< the range that the entries' spots lie in
    std::span<std::uint32_t> starts; ///< per line where its entries begin; one more at the end
    Indices indices;                 ///< per entry its gene; in a gene's line its spot, less firstSpot
    Values values;                   ///< per entry

    std::size_t entries() const { return starts.back(); }
    Width width() const { return static_cast<Width>(values.index()); }
    std::size_t bytes() const;
    /// Calls use(index, value) for each entry of a line.
    template <class Use> void forEntries(std::size_t line, const Use& use) const
    {
        std::visit(
            [&](const auto& at, const auto& value) {
                for (auto e = starts[line]; e < starts[line + 1]; ++e)
                    use(static_cast<std::size_t>(at[e]), value[e]);
            },
            indices, values);
    }
    /// Calls use(line, value) for each entry with that index, in the order of the lines.
    template <class Use> void forLinesWith(std::size_t index, const Use& use) const
    {
        std::visit(
            [&](const auto& at, const auto& value) {
                using Index = typename std::remove_cvref_t<decltype(at)>::value_type;
                const auto wanted = static_cast<Index>(index);
                std::size_t line = 0;
                constexpr std::size_t Step = 128; // looked at together: most have none
                for (std::size_t first = 0; first < at.size(); first += Step) {
                    const auto some = at.subspan(first, std::min(Step, at.size() - first));
                    int any = 0;
                    for (const Index one : some)
                        any |= static_cast<int>(one == wanted);
                    for (std::size_t e = first; any != 0 && e < first + some.size(); ++e) {
                        if (at[e] != wanted)
                            continue;
                        while (starts[line + 1] <= e)
                            ++line;
                        use(line, value[e]);
                    }
                }
            },
            indices, values);
    }
};

/// One of them, with where it belongs.
struct SparseEntry
{
    int spot, gene;
    float value;
};

/// One line's entries by their indices.
template <class Index, class Value> void sortTogether(std::span<Index> indices, std::span<Value> values)
{
    std::vector<std::pair<Index, Value>> entries;
    for (std::size_t e = 0; e < indices.size(); ++e)
        entries.emplace_back(indices[e], values[e]);
    std::ranges::sort(entries, {}, &std::pair<Index, Value>::first);
    for (std::size_t e = 0; e < indices.size(); ++e)
        std::tie(indices[e], values[e]) = entries[e];
}

/// Room for a block; nothing in it is set but its range of spots. indices: how many different ones there can
/// be.
SparseBlock roomForBlock(Arena& arena, std::pair<int, int> spots, std::size_t lines, std::size_t entries,
                         std::size_t indices, SparseBlock::Width width);

/// The smallest type for values of which the highest is `highest`, where all are counts; -1 where not.
SparseBlock::Width widthFor(int highest);

/// Fills a block of genes. entries: within the block's range of spots, in any order. False where a gene and
/// spot occur twice.
bool sortByGene(std::span<const SparseEntry> entries, SparseBlock& block);

/// The entries of blocks of spots, in blocks of genes; on all of the machine's threads.
std::vector<SparseBlock> sortedByGene(std::span<const SparseBlock> bySpot, std::size_t genes, Arena& arena);

} // namespace transcope::core
