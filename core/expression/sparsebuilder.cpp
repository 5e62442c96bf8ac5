#include "core/expression/sparsebuilder.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace transcope::core {

namespace {

/// What storing values needs to know of them.
struct Look
{
    int highest = 0; ///< -1 where one is no count
    bool zeros = false;
};

/// Without branches, so that the compiler looks at several at once.
Look lookAt(std::span<const float> values)
{
    constexpr float Most = 1 << 24;
    int highest = 0, others = 0, zeros = 0;
    for (const float value : values) {
        const bool fits = value >= 0 && value <= Most;
        const int whole = static_cast<int>(fits ? value : 0.0F);
        others |= static_cast<int>(!fits) | static_cast<int>(static_cast<float>(whole) != value);
        zeros |= static_cast<int>(value == 0);
        highest = std::max(highest, whole);
    }
    return {others != 0 ? -1 : highest, zeros != 0};
}

template <class From, class To> void narrow(std::span<const From> from, std::span<To> to)
{
    std::ranges::transform(from, to.begin(), [](From value) { return static_cast<To>(value); });
}

} // namespace

/// Entries that ascend by spot become a block of spots.
bool SparseBuilder::packBySpot()
{
    if (!std::ranges::is_sorted(m_entries, {}, &SparseEntry::spot))
        return false;
    const int first = m_entries.front().spot;
    std::vector<std::int64_t> starts(static_cast<std::size_t>(m_entries.back().spot - first) + 2, 0);
    std::vector<std::int32_t> genes;
    std::vector<float> values;
    for (const auto& entry : m_entries) {
        ++starts[static_cast<std::size_t>(entry.spot - first) + 1];
        genes.push_back(entry.gene);
        values.push_back(entry.value);
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    m_entries.clear();
    addSpots(first, starts, genes, values);
    return true;
}

void SparseBuilder::pack()
{
    if (packBySpot())
        return;
    int highest = 0;
    for (const auto& entry : m_entries) {
        const auto look = lookAt({&entry.value, 1});
        highest = highest < 0 || look.highest < 0 ? -1 : std::max(highest, look.highest);
    }
    if (highest < 0)
        for (const auto& entry : m_entries)
            m_traits.add(entry.value);
    const auto [first, last] = std::ranges::minmax(m_entries, {}, &SparseEntry::spot);
    auto block = roomForBlock(m_arena, {first.spot, last.spot}, m_geneCount, m_entries.size(),
                              static_cast<std::size_t>(last.spot - first.spot) + 1, widthFor(highest));
    m_twice = !sortByGene(m_entries, block) || m_twice;
    m_byGene.push_back(block);
    m_entries.clear();
}

/// Whether a spot has a gene twice.
bool SparseBuilder::anyTwice(std::span<const std::int64_t> starts, std::span<const std::int32_t> genes)
{
    bool twice = false;
    m_seenAt.resize(m_geneCount, 0);
    for (std::size_t spot = 0; spot + 1 < starts.size(); ++spot) {
        const auto line = genes.subspan(static_cast<std::size_t>(starts[spot] - starts[0]),
                                        static_cast<std::size_t>(starts[spot + 1] - starts[spot]));
        int unordered = 0;
        for (std::size_t e = 1; e < line.size(); ++e)
            unordered |= static_cast<int>(line[e] <= line[e - 1]);
        if (unordered == 0)
            continue;
        ++m_seen;
        for (const int gene : line)
            twice = std::exchange(m_seenAt[static_cast<std::size_t>(gene)], m_seen) == m_seen || twice;
    }
    return twice;
}

void SparseBuilder::addSpots(int firstSpot, std::span<const std::int64_t> starts,
                             std::span<const std::int32_t> genes, std::span<const float> values)
{
    const auto spots = starts.size() - 1;
    const auto look = lookAt(values);
    if (look.zeros || values.size() > std::numeric_limits<std::uint32_t>::max()) {
        for (std::size_t spot = 0; spot < spots; ++spot)
            for (auto e = starts[spot] - starts[0]; e < starts[spot + 1] - starts[0]; ++e)
                add(firstSpot + static_cast<int>(spot), genes[static_cast<std::size_t>(e)],
                    values[static_cast<std::size_t>(e)]);
        return;
    }
    if (values.empty())
        return;
    m_twice = anyTwice(starts, genes) || m_twice;
    if (look.highest < 0)
        for (const float value : values)
            m_traits.add(value);
    auto block = roomForBlock(m_arena, {firstSpot, firstSpot + static_cast<int>(spots) - 1}, spots,
                              values.size(), m_geneCount, widthFor(look.highest));
    std::ranges::transform(starts, block.starts.begin(),
                           [&](std::int64_t start) { return static_cast<std::uint32_t>(start - starts[0]); });
    std::visit([&](auto to) { narrow(genes, to); }, block.indices);
    std::visit([&](auto to) { narrow(values, to); }, block.values);
    m_bySpot.push_back(block);
}

void SparseBuilder::append(SparseBuilder&& other)
{
    for (auto* builder : {this, &other})
        if (!builder->m_entries.empty())
            builder->pack();
    m_bySpot.insert(m_bySpot.end(), other.m_bySpot.begin(), other.m_bySpot.end());
    m_byGene.insert(m_byGene.end(), other.m_byGene.begin(), other.m_byGene.end());
    m_arena.append(std::move(other.m_arena));
    m_traits.add(other.m_traits);
    m_twice = m_twice || other.m_twice;
}

/// Whether no gene and spot occurs in two blocks. Only blocks that share spots can have that.
bool SparseBuilder::blocksDiffer(std::size_t spots) const
{
    int last = -1;
    const bool apart = std::ranges::all_of(m_byGene, [&](const SparseBlock& block) {
        return block.firstSpot > std::exchange(last, block.lastSpot);
    });
    std::vector<std::uint32_t> seenFor(apart ? 0 : spots, 0); // gene + 1
    bool differ = true;
    for (std::size_t g = 0; !apart && g < m_geneCount; ++g)
        for (const auto& block : m_byGene)
            block.forEntries(g, [&](std::size_t index, auto) {
                auto& seen = seenFor[static_cast<std::size_t>(block.firstSpot) + index];
                differ = differ && std::exchange(seen, static_cast<std::uint32_t>(g + 1)) != g + 1;
            });
    return differ;
}

std::shared_ptr<const Expression> SparseBuilder::finish(std::size_t spots)
{
    if (!m_entries.empty())
        pack();
    // A spot in two blocks is looked for among those of genes.
    int last = -1;
    const bool apart = std::ranges::all_of(m_bySpot, [&](const SparseBlock& block) {
        return block.firstSpot > std::exchange(last, block.lastSpot);
    });
    if (!m_bySpot.empty() && (!m_byGene.empty() || !apart)) {
        auto turned = sortedByGene(m_bySpot, m_geneCount, m_arena);
        m_byGene.insert(m_byGene.end(), turned.begin(), turned.end());
        m_bySpot.clear();
    }
    if (m_twice || !blocksDiffer(spots))
        return nullptr;
    return std::make_shared<const SparseExpression>(spots, m_geneCount, std::move(m_bySpot),
                                                    std::move(m_byGene), std::move(m_arena), m_traits);
}

} // namespace transcope::core
