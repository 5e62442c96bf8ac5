#include "core/expression/sparseexpression.h"

#include "core/base/runtogether.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <thread>
#include <utility>

namespace transcope::core {

namespace {

std::size_t firstOf(const SparseBlock& block)
{
    return static_cast<std::size_t>(block.firstSpot);
}

bool has(const SparseBlock& block, std::size_t spot)
{
    return spot >= firstOf(block) && spot <= static_cast<std::size_t>(block.lastSpot);
}

/// Unknown values count nothing.
template <class Value> double sumOf(std::span<Value> values)
{
    if constexpr (std::is_integral_v<Value>)
        return static_cast<double>(std::accumulate(values.begin(), values.end(), std::uint64_t{0}));
    else
        return std::accumulate(values.begin(), values.end(), 0.0, [](double sum, double value) {
            return std::isnan(value) ? sum : sum + value;
        });
}

/// Looks for a spot in every line of a block of genes.
void addFromGenes(const SparseBlock& block, std::size_t spot, std::vector<float>& row)
{
    std::visit(
        [&](const auto& spots, const auto& values) {
            using Index = typename std::remove_cvref_t<decltype(spots)>::value_type;
            const auto wanted = static_cast<Index>(spot - firstOf(block));
            for (std::size_t g = 0; g < row.size(); ++g) {
                const auto last = spots.begin() + block.starts[g + 1];
                const auto at = std::lower_bound(spots.begin() + block.starts[g], last, wanted);
                if (at != last && *at == wanted)
                    row[g] = values[static_cast<std::size_t>(at - spots.begin())];
            }
        },
        block.indices, block.values);
}

} // namespace

SparseExpression::SparseExpression(std::size_t spots, std::size_t genes, std::vector<SparseBlock> bySpot,
                                   std::vector<SparseBlock> byGene, Arena arena, ValueTraits traits)
    : m_spots(spots), m_genes(genes), m_bySpot(std::move(bySpot)), m_byGene(std::move(byGene)),
      m_arena(std::move(arena)), m_traits(traits)
{
}

const std::vector<SparseBlock>& SparseExpression::byGene() const
{
    std::call_once(m_sortedOnce, [this] {
        m_sorted = Sorted::Begun;
        if (m_byGene.empty())
            m_byGene = sortedByGene(m_bySpot, m_genes, m_arena);
        m_sorted = Sorted::Done;
    });
    return m_byGene;
}

/// A gene, among the blocks of spots.
bool SparseExpression::isSoonerLookedFor() const
{
    const auto sorted = m_sorted.load();
    return !m_bySpot.empty() &&
           (sorted == Sorted::Begun || (sorted == Sorted::Not && m_isFirstGene.exchange(false)));
}

Result<std::vector<float>> SparseExpression::gene(std::size_t index) const
{
    std::vector<float> column(m_spots, 0.0F);
    if (isSoonerLookedFor()) {
        for (const auto& block : m_bySpot)
            block.forLinesWith(index,
                               [&](std::size_t spot, auto value) { column[firstOf(block) + spot] = value; });
        return column;
    }
    for (const auto& block : byGene())
        block.forEntries(index, [&](std::size_t spot, auto value) { column[firstOf(block) + spot] = value; });
    return column;
}

Result<std::vector<float>> SparseExpression::spot(std::size_t index) const
{
    std::vector<float> row(m_genes, 0.0F);
    for (const auto& block : m_bySpot)
        if (has(block, index))
            block.forEntries(index - firstOf(block),
                             [&](std::size_t gene, auto value) { row[gene] = value; });
    if (m_bySpot.empty())
        for (const auto& block : m_byGene)
            if (has(block, index))
                addFromGenes(block, index, row);
    return row;
}

Result<void> SparseExpression::addEntries(std::size_t spot, std::vector<std::int32_t>& genes,
                                          std::vector<float>& values) const
{
    if (!isSparse())
        return Expression::addEntries(spot, genes, values);
    const auto block = std::ranges::lower_bound(m_bySpot, static_cast<int>(spot), {}, &SparseBlock::lastSpot);
    if (block == m_bySpot.end() || !has(*block, spot))
        return {};
    const auto before = genes.size();
    const auto line = spot - firstOf(*block);
    const auto begin = block->starts[line], count = block->starts[line + 1] - begin;
    genes.resize(before + count);
    values.resize(before + count);
    std::visit(
        [&](auto from, auto value) {
            std::ranges::copy(from.subspan(begin, count),
                              genes.begin() + static_cast<std::ptrdiff_t>(before));
            std::ranges::copy(value.subspan(begin, count),
                              values.begin() + static_cast<std::ptrdiff_t>(before));
        },
        block->indices, block->values);
    const auto added = std::span(genes).subspan(before);
    if (!std::ranges::is_sorted(added))
        sortTogether(added, std::span(values).subspan(before));
    return {};
}

Result<std::vector<double>> SparseExpression::sums(std::span<const int> genes) const
{
    std::vector<double> sums(m_spots, 0.0);
    for (const auto& block : byGene())
        for (const int gene : genes)
            block.forEntries(static_cast<std::size_t>(gene), [&](std::size_t spot, auto value) {
                const double known = value;
                sums[firstOf(block) + spot] += std::isnan(known) ? 0 : known;
            });
    return sums;
}

std::vector<double> SparseExpression::totalsBySpot() const
{
    std::vector<double> totals(m_spots, 0.0);
    const auto sum = [&](const SparseBlock& block) {
        std::visit(
            [&](auto values) {
                for (std::size_t line = 0; line + 1 < block.starts.size(); ++line) {
                    const auto begin = block.starts[line], end = block.starts[line + 1];
                    totals[firstOf(block) + line] = sumOf(values.subspan(begin, end - begin));
                }
            },
            block.values);
    };
    std::atomic<std::size_t> next = 0;
    const auto threads = std::min<std::size_t>(m_bySpot.size(), std::thread::hardware_concurrency());
    // Nothing in it can fail; a spot lies in one block.
    (void)runTogether(static_cast<int>(threads), [&]() -> Result<void> {
        for (auto i = next++; i < m_bySpot.size(); i = next++)
            sum(m_bySpot[i]);
        return {};
    });
    return totals;
}

Result<std::vector<double>> SparseExpression::totals() const
{
    std::call_once(m_totalsOnce,
                   [this] { m_totals = m_bySpot.empty() ? Expression::totals().value() : totalsBySpot(); });
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
        for (const auto& block : byGene())
            for (std::size_t g = 0; g < m_genes && !stop.stop_requested(); ++g)
                block.forEntries(g, [&](std::size_t spot, auto value) {
                    if (isChosen[firstOf(block) + spot])
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
    for (const auto& block : m_bySpot.empty() ? m_byGene : m_bySpot)
        entries += block.entries();
    return entries;
}

std::size_t SparseExpression::bytes() const
{
    std::size_t bytes = 0;
    for (const auto* blocks : std::array<const std::vector<SparseBlock>*, 2>{&m_bySpot, &m_byGene})
        for (const auto& block : *blocks)
            bytes += block.bytes();
    return bytes;
}

} // namespace transcope::core
