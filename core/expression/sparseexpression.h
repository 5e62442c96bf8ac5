#pragma once

#include "core/expression/expression.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <variant>

namespace transcope::core {

/// A part of a sparse matrix: some entries, mostly those of neighbouring spots, by gene. Within one gene
/// spots ascend and none occurs twice.
struct SparseBlock
{
    /// The smallest type that holds all values of the block exactly.
    using Values = std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<float>>;

    int firstSpot = 0, lastSpot = 0;      ///< the range that the entries' spots lie in
    std::vector<std::uint32_t> geneStart; ///< per gene where its entries begin; one more at the end
    std::vector<int> spots;               ///< per entry
    Values values;                        ///< per entry
};

/// Values most of which are 0 and are not stored: in blocks of some hundred thousand entries,
/// column-compressed within each, 5 to 8 bytes an entry. A gene is read from a short run of every block, a
/// spot from one block or two. Immutable; made by SparseBuilder.
class SparseExpression final : public Expression
{
public:
    SparseExpression(std::size_t spots, std::size_t genes, std::vector<SparseBlock> blocks,
                     ValueTraits traits);

    std::size_t spots() const override { return m_spots; }
    std::size_t genes() const override { return m_genes; }
    Result<std::vector<float>> gene(std::size_t index) const override;
    Result<std::vector<float>> spot(std::size_t index) const override;
    Result<std::vector<double>> sums(std::span<const int> genes) const override;
    Result<std::vector<double>> totals() const override; ///< computed once
    Result<std::vector<double>> variances(std::span<const int> spots, std::stop_token stop) const override;
    Result<ValueTraits> traits() const override { return m_traits; }

    std::size_t entries() const;
    std::size_t bytes() const; ///< in memory, of all blocks

private:
    std::size_t m_spots, m_genes;
    std::vector<SparseBlock> m_blocks;
    ValueTraits m_traits;
    mutable std::once_flag m_totalsOnce;
    mutable std::vector<double> m_totals;
};

/// Takes entries in any order, best spot by spot; holds a block of them besides what it has packed.
class SparseBuilder
{
public:
    explicit SparseBuilder(std::size_t genes);

    /// spot: ≥ 0; gene: below `genes`; value: not stored where it is 0.
    void add(int spot, int gene, float value)
    {
        if (value == 0)
            return;
        // Blocks end between spots, so that each spot lies in one.
        if (m_entries.size() >= BlockEntries && m_entries.back().spot != spot)
            pack();
        m_entries.push_back({spot, gene, value});
    }
    /// spots: above all that were added. nullptr where a gene and spot were added twice.
    std::shared_ptr<const Expression> finish(std::size_t spots);

private:
    /// So many that sorting them stays within a processor core's own cache.
    static constexpr std::size_t BlockEntries = std::size_t{1} << 18;
    struct Entry
    {
        int spot, gene;
        float value;
    };
    struct Placed
    {
        int spot;
        float value;
    };
    void pack();
    SparseBlock sortedByGene();
    bool blocksDiffer(std::size_t spots) const;

    std::size_t m_geneCount;
    std::vector<Entry> m_entries; ///< not packed yet
    std::vector<Placed> m_sorted; ///< the same by gene, while they are packed
    std::vector<SparseBlock> m_blocks;
    ValueTraits m_traits;
    bool m_twice = false;
};

} // namespace transcope::core
