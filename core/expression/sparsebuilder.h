#pragma once

#include "core/expression/sparseexpression.h"

#include <memory>
#include <span>

namespace transcope::core {

/// Takes the entries of a SparseExpression; holds a block of them besides what it has packed.
class SparseBuilder
{
public:
    explicit SparseBuilder(std::size_t genes) : m_geneCount(genes) {}

    /// In any order, best spot by spot. spot: ≥ 0; gene: below `genes`; value: not stored where it is 0.
    void add(int spot, int gene, float value)
    {
        if (value == 0)
            return;
        // Blocks end between spots, so that each spot lies in one.
        if (m_entries.size() >= BlockEntries && m_entries.back().spot != spot)
            pack();
        m_entries.push_back({spot, gene, value});
    }
    /// The same, all entries of some spots at once, which is several times as fast. starts: per spot from
    /// firstSpot on where its entries begin in `genes` and `values`, less starts[0]; one more at the end.
    void addSpots(int firstSpot, std::span<const std::int64_t> starts, std::span<const std::int32_t> genes,
                  std::span<const float> values);
    /// All that another one, for as many genes, was given.
    void append(SparseBuilder&& other);
    /// spots: above all that were added. nullptr where a gene and spot were added twice.
    std::shared_ptr<const Expression> finish(std::size_t spots);

private:
    /// So many that sorting them stays within a processor core's own cache.
    static constexpr std::size_t BlockEntries = std::size_t{1} << 18;
    void pack();
    bool packBySpot();
    bool anyTwice(std::span<const std::int64_t> starts, std::span<const std::int32_t> genes);
    bool blocksDiffer(std::size_t spots) const;

    std::size_t m_geneCount;
    std::vector<SparseEntry> m_entries; ///< not packed yet
    std::vector<SparseBlock> m_bySpot, m_byGene;
    Arena m_arena;                       ///< of both
    std::vector<std::uint32_t> m_seenAt; ///< per gene: with what it was seen last
    std::uint32_t m_seen = 0;
    ValueTraits m_traits;
    bool m_twice = false;
};

} // namespace transcope::core
