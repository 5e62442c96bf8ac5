#include "core/expression/sparseexpression.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace transcope::core {

namespace {

/// Where a block has the entries of one gene.
struct Run
{
    std::uint32_t begin, end;
};

Run runOf(const SparseBlock& block, std::size_t gene)
{
    return {block.geneStart[gene], block.geneStart[gene + 1]};
}

/// Calls use(spot, value) for each entry of one gene in a block.
template <class Use> void forEntries(const SparseBlock& block, std::size_t gene, const Use& use)
{
    const auto [begin, end] = runOf(block, gene);
    std::visit(
        [&](const auto& values) {
            for (auto e = begin; e < end; ++e)
                use(static_cast<std::size_t>(block.spots[e]), values[e]);
        },
        block.values);
}

template <class T> std::vector<T> narrowed(const std::vector<float>& values)
{
    std::vector<T> result(values.size());
    std::ranges::transform(values, result.begin(), [](float v) { return static_cast<T>(v); });
    return result;
}

SparseBlock::Values packedValues(std::vector<float> values, bool counts)
{
    const float highest = counts ? *std::ranges::max_element(values) : std::numeric_limits<float>::infinity();
    if (highest <= std::numeric_limits<std::uint8_t>::max())
        return narrowed<std::uint8_t>(values);
    if (highest <= std::numeric_limits<std::uint16_t>::max())
        return narrowed<std::uint16_t>(values);
    return values;
}

/// Sorts one gene's entries by spot, where they are not yet.
void sortRun(std::span<int> spots, std::span<float> values)
{
    if (std::ranges::is_sorted(spots))
        return;
    std::vector<std::pair<int, float>> entries;
    for (std::size_t e = 0; e < spots.size(); ++e)
        entries.emplace_back(spots[e], values[e]);
    std::ranges::stable_sort(entries, {}, &std::pair<int, float>::first);
    for (std::size_t e = 0; e < spots.size(); ++e)
        std::tie(spots[e], values[e]) = entries[e];
}

} // namespace

SparseExpression::SparseExpression(std::size_t spots, std::size_t genes, std::vector<SparseBlock> blocks,
                                   ValueTraits traits)
    : m_spots(spots), m_genes(genes), m_blocks(std::move(blocks)), m_traits(traits)
{
}

Result<std::vector<float>> SparseExpression::gene(std::size_t index) const
{
    std::vector<float> column(m_spots, 0.0F);
    for (const auto& block : m_blocks)
        forEntries(block, index, [&](std::size_t spot, auto value) { column[spot] = value; });
    return column;
}

Result<std::vector<float>> SparseExpression::spot(std::size_t index) const
{
    const int wanted = static_cast<int>(index);
    std::vector<float> row(m_genes, 0.0F);
    for (const auto& block : m_blocks) {
        if (wanted < block.firstSpot || wanted > block.lastSpot)
            continue;
        std::visit(
            [&](const auto& values) {
                for (std::size_t g = 0; g < m_genes; ++g) {
                    const auto [begin, end] = runOf(block, g);
                    const auto last = block.spots.begin() + end;
                    const auto at = std::lower_bound(block.spots.begin() + begin, last, wanted);
                    if (at != last && *at == wanted)
                        row[g] = values[static_cast<std::size_t>(at - block.spots.begin())];
                }
            },
            block.values);
    }
    return row;
}

Result<std::vector<double>> SparseExpression::sums(std::span<const int> genes) const
{
    std::vector<double> sums(m_spots, 0.0);
    for (const auto& block : m_blocks)
        for (const int gene : genes)
            forEntries(block, static_cast<std::size_t>(gene), [&](std::size_t spot, auto value) {
                const double known = value;
                sums[spot] += std::isnan(known) ? 0 : known;
            });
    return sums;
}

Result<std::vector<double>> SparseExpression::totals() const
{
    std::call_once(m_totalsOnce, [this] { m_totals = Expression::totals().value(); });
    return m_totals;
}

std::size_t SparseExpression::entries() const
{
    std::size_t entries = 0;
    for (const auto& block : m_blocks)
        entries += block.spots.size();
    return entries;
}

std::size_t SparseExpression::bytes() const
{
    std::size_t bytes = 0;
    for (const auto& block : m_blocks) {
        bytes += block.geneStart.size() * sizeof block.geneStart[0] + block.spots.size() * sizeof block.spots[0];
        bytes += std::visit([](const auto& values) { return values.size() * sizeof values[0]; }, block.values);
    }
    return bytes;
}

SparseBuilder::SparseBuilder(std::size_t genes) : m_geneCount(genes) {}

/// Sorts what was gathered by gene, which keeps the spots' order, so that entries given spot by spot need no other
/// sorting.
void SparseBuilder::pack()
{
    const std::size_t count = m_spots.size();
    SparseBlock block;
    block.geneStart.assign(m_geneCount + 1, 0);
    for (const int gene : m_genes)
        ++block.geneStart[static_cast<std::size_t>(gene) + 1];
    std::partial_sum(block.geneStart.begin(), block.geneStart.end(), block.geneStart.begin());
    auto next = block.geneStart;
    block.spots.resize(count);
    std::vector<float> values(count);
    ValueTraits traits;
    for (std::size_t e = 0; e < count; ++e) {
        const auto at = next[static_cast<std::size_t>(m_genes[e])]++;
        block.spots[at] = m_spots[e];
        values[at] = m_values[e];
        traits.add(m_values[e]);
    }
    for (std::size_t g = 0; g < m_geneCount; ++g) {
        const auto [begin, end] = runOf(block, g);
        const auto spots = std::span(block.spots).subspan(begin, end - begin);
        sortRun(spots, std::span(values).subspan(begin, end - begin));
        m_twice = m_twice || std::ranges::adjacent_find(spots) != spots.end();
    }
    const auto [first, last] = std::ranges::minmax(m_spots);
    block.firstSpot = first;
    block.lastSpot = last;
    block.values = packedValues(std::move(values), traits.areCounts());
    m_traits.add(traits);
    m_blocks.push_back(std::move(block));
    m_spots.clear();
    m_genes.clear();
    m_values.clear();
}

/// Whether no gene and spot occurs in two blocks. Only blocks that share spots can have that.
bool SparseBuilder::blocksDiffer(std::size_t spots) const
{
    int last = -1;
    const bool apart = std::ranges::all_of(m_blocks, [&](const SparseBlock& block) {
        return block.firstSpot > std::exchange(last, block.lastSpot);
    });
    std::vector<std::uint32_t> seenFor(apart ? 0 : spots, 0); // gene + 1
    bool differ = true;
    for (std::size_t g = 0; !apart && g < m_geneCount; ++g)
        for (const auto& block : m_blocks)
            forEntries(block, g, [&](std::size_t spot, auto) {
                differ = differ && std::exchange(seenFor[spot], static_cast<std::uint32_t>(g + 1)) != g + 1;
            });
    return differ;
}

std::shared_ptr<const Expression> SparseBuilder::finish(std::size_t spots)
{
    if (!m_spots.empty())
        pack();
    if (m_twice || !blocksDiffer(spots))
        return nullptr;
    return std::make_shared<const SparseExpression>(spots, m_geneCount, std::move(m_blocks), m_traits);
}

} // namespace transcope::core
