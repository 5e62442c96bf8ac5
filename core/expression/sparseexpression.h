#pragma once

#include "core/expression/expression.h"
#include "core/expression/sparseblock.h"

#include <atomic>
#include <mutex>

namespace transcope::core {

/// Values most of which are 0 and are not stored: in blocks of some hundred thousand entries, each spot by
/// spot as the file has it or gene by gene, 3 to 8 bytes an entry. What asks for genes has the spots' blocks
/// sorted by gene once, and kept besides: a gene is then read from a short run of every block. Only the first
/// gene, and one that is asked for while another thread sorts, is looked for in all entries, which takes a
/// fraction of sorting them: so it is there at once. Immutable; made by SparseBuilder.
class SparseExpression final : public Expression
{
public:
    /// One of bySpot, in which the spots ascend from block to block, and byGene has all entries, the other is
    /// empty. arena: where they lie.
    SparseExpression(std::size_t spots, std::size_t genes, std::vector<SparseBlock> bySpot,
                     std::vector<SparseBlock> byGene, Arena arena, ValueTraits traits);

    std::size_t spots() const override { return m_spots; }
    std::size_t genes() const override { return m_genes; }
    Result<std::vector<float>> gene(std::size_t index) const override;
    Result<std::vector<float>> spot(std::size_t index) const override;
    /// Where the entries lie spot by spot.
    bool isSparse() const override { return !m_bySpot.empty(); }
    Result<void> addEntries(std::size_t spot, std::vector<std::int32_t>& genes,
                            std::vector<float>& values) const override;
    Result<std::vector<double>> sums(std::span<const int> genes) const override;
    Result<std::vector<double>> totals() const override; ///< computed once
    Result<std::vector<double>> variances(std::span<const int> spots, std::stop_token stop) const override;
    Result<ValueTraits> traits() const override { return m_traits; }

    std::size_t entries() const;
    std::size_t bytes() const; ///< in memory, of all blocks

private:
    enum class Sorted : std::uint8_t { Not, Begun, Done };
    const std::vector<SparseBlock>& byGene() const;
    bool isSoonerLookedFor() const;
    std::vector<double> totalsBySpot() const;

    std::size_t m_spots, m_genes;
    std::vector<SparseBlock> m_bySpot;
    mutable std::once_flag m_sortedOnce;
    mutable std::atomic<Sorted> m_sorted = Sorted::Not;
    mutable std::atomic<bool> m_isFirstGene = true;
    mutable std::vector<SparseBlock> m_byGene;
    mutable Arena m_arena;
    ValueTraits m_traits;
    mutable std::once_flag m_totalsOnce;
    mutable std::vector<double> m_totals;
};

} // namespace transcope::core
