#include "core/expression/sparseexpression.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
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
    const Run run = runOf(block, gene);
    std::visit(
        [&](const auto& values) {
            for (auto e = run.begin; e < run.end; ++e)
                use(static_cast<std::size_t>(block.spots[e]), values[e]);
        },
        block.values);
}

/// The highest of the entries' values where all are counts of at most two bytes; else -1.
int highestCount(const auto& entries)
{
    constexpr int most = std::numeric_limits<std::uint16_t>::max();
    int highest = 0;
    bool counts = true;
    for (const auto& entry : entries) {
        const float value = entry.value;
        const bool fits = value >= 0 && value <= most;
        const int whole = fits ? static_cast<int>(value) : 0;
        counts = counts && fits && static_cast<float>(whole) == value;
        highest = std::max(highest, whole);
    }
    return counts ? highest : -1;
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

Result<std::vector<double>> SparseExpression::variances(std::span<const int> spots,
                                                        std::stop_token stop) const
{
    std::vector<char> isChosen(m_spots, 0);
    for (const int spot : spots)
        isChosen[static_cast<std::size_t>(spot)] = 1;
    /// Of the entries alone; the zeros are what is missing to all spots.
    struct Sums
    {
        double sum = 0, squares = 0;
        std::size_t entries = 0, unknown = 0;
    };
    std::vector<Sums> sums(m_genes);
    const auto mean = [&](const Sums& of) { return of.sum / static_cast<double>(spots.size() - of.unknown); };
    const auto forChosen = [&](const auto& use) {
        for (const auto& block : m_blocks)
            for (std::size_t g = 0; g < m_genes && !stop.stop_requested(); ++g)
                forEntries(block, g, [&](std::size_t spot, auto value) {
                    if (isChosen[spot])
                        use(sums[g], static_cast<double>(value));
                });
    };
    forChosen([](Sums& of, double value) {
        of.sum += std::isnan(value) ? 0 : value;
        ++(std::isnan(value) ? of.unknown : of.entries);
    });
    forChosen([&](Sums& of, double value) {
        const double from = value - mean(of);
        of.squares += std::isnan(from) ? 0 : from * from;
    });
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "Reading genes was cancelled");
    std::vector<double> variances(m_genes, 0.0);
    for (std::size_t g = 0; g < m_genes; ++g) {
        const double known = static_cast<double>(spots.size() - sums[g].unknown);
        const double zeros = known - static_cast<double>(sums[g].entries);
        if (known > 0)
            variances[g] = (sums[g].squares + zeros * mean(sums[g]) * mean(sums[g])) / known;
    }
    return variances;
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
        bytes +=
            block.geneStart.size() * sizeof block.geneStart[0] + block.spots.size() * sizeof block.spots[0];
        bytes +=
            std::visit([](const auto& values) { return values.size() * sizeof values[0]; }, block.values);
    }
    return bytes;
}

SparseBuilder::SparseBuilder(std::size_t genes) : m_geneCount(genes) {}

/// A block without its values; they lie in m_sorted. Sorting by gene keeps the spots' order, so that entries
/// given spot by spot need no other sorting.
SparseBlock SparseBuilder::sortedByGene()
{
    SparseBlock block;
    block.geneStart.assign(m_geneCount + 1, 0);
    for (const auto& entry : m_entries)
        ++block.geneStart[static_cast<std::size_t>(entry.gene) + 1];
    std::partial_sum(block.geneStart.begin(), block.geneStart.end(), block.geneStart.begin());
    auto next = block.geneStart;
    m_sorted.resize(m_entries.size());
    for (const auto& entry : m_entries)
        m_sorted[next[static_cast<std::size_t>(entry.gene)]++] = {entry.spot, entry.value};
    for (std::size_t g = 0; g < m_geneCount; ++g) {
        const auto [begin, end] = runOf(block, g);
        const auto run = std::span(m_sorted).subspan(begin, end - begin);
        if (!std::ranges::is_sorted(run, {}, &Placed::spot))
            std::ranges::sort(run, {}, &Placed::spot);
        m_twice = m_twice || std::ranges::adjacent_find(run, {}, &Placed::spot) != run.end();
    }
    return block;
}

void SparseBuilder::pack()
{
    auto block = sortedByGene();
    const int highest = highestCount(m_sorted);
    if (highest < 0)
        for (const auto& placed : m_sorted)
            m_traits.add(placed.value);
    const auto [first, last] = std::ranges::minmax(m_sorted, {}, &Placed::spot);
    block.firstSpot = first.spot;
    block.lastSpot = last.spot;
    block.spots.reserve(m_sorted.size());
    for (const auto& placed : m_sorted)
        block.spots.push_back(placed.spot);
    const auto keep = [&]<class T>(std::vector<T> values) {
        std::ranges::transform(m_sorted, values.begin(),
                               [](const Placed& p) { return static_cast<T>(p.value); });
        block.values = std::move(values);
    };
    if (highest < 0)
        keep(std::vector<float>(m_sorted.size()));
    else if (highest <= std::numeric_limits<std::uint8_t>::max())
        keep(std::vector<std::uint8_t>(m_sorted.size()));
    else
        keep(std::vector<std::uint16_t>(m_sorted.size()));
    m_blocks.push_back(std::move(block));
    m_entries.clear();
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
    if (!m_entries.empty())
        pack();
    if (m_twice || !blocksDiffer(spots))
        return nullptr;
    return std::make_shared<const SparseExpression>(spots, m_geneCount, std::move(m_blocks), m_traits);
}

} // namespace transcope::core
