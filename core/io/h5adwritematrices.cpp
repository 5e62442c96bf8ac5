#include "core/base/runtogether.h"
#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/expression/sparseblock.h"
#include "core/io/h5adwriteparts.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <numeric>
#include <thread>

namespace transcope::core {

namespace {

/// columns: per gene of the file that of the layer, -1 where it lacks it; its values are NaN.
Result<void> writeDense(H5Writer& writer, const std::string& path, const Layer& layer,
                        const std::vector<int>& columns)
{
    const auto spots = layer.spots->size(), genes = columns.size();
    std::vector<float> rows(spots * genes, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t g = 0; g < genes; ++g) {
        if (columns[g] < 0)
            continue;
        TRY(const auto gene, layer.values->gene(static_cast<std::size_t>(columns[g])));
        for (std::size_t s = 0; s < spots; ++s)
            rows[s * genes + g] = gene[s];
    }
    writer.floatArray(path, rows, {spots, genes});
    return {};
}

/// One spot's, by gene of the file.
struct SpotEntries
{
    std::vector<std::int32_t> genes;
    std::vector<float> values;
};

/// A layer's entries spot by spot, of which any stretch can be asked for, from any thread.
class LayerEntries
{
public:
    /// columns: as writeDense() has them, all ≥ 0.
    LayerEntries(const Layer& layer, const std::vector<int>& columns)
        : m_layer(layer), m_geneOf(layer.genes.size(), -1), m_starts(layer.spots->size() + 1, 0)
    {
        for (std::size_t g = 0; g < columns.size(); ++g)
            m_geneOf[static_cast<std::size_t>(columns[g])] = static_cast<std::int32_t>(g);
        for (std::size_t g = 0; g < m_geneOf.size(); ++g)
            m_areTheSame = m_areTheSame && m_geneOf[g] == static_cast<std::int32_t>(g);
    }

    /// Errors: those of reading the layer.
    Result<void> count()
    {
        constexpr std::size_t AtOnce = 4096;
        const auto spots = m_starts.size() - 1;
        std::atomic<std::size_t> next = 0;
        TRY_RUN(runTogether(static_cast<int>(std::thread::hardware_concurrency()), [&]() -> Result<void> {
            SpotEntries entries;
            for (auto first = next.fetch_add(AtOnce); first < spots; first = next.fetch_add(AtOnce)) {
                for (auto spot = first; spot < std::min(first + AtOnce, spots); ++spot) {
                    TRY_RUN(read(spot, entries));
                    m_starts[spot + 1] = static_cast<std::int64_t>(entries.genes.size());
                }
            }
            return {};
        }));
        std::partial_sum(m_starts.begin(), m_starts.end(), m_starts.begin());
        return {};
    }
    /// Per spot where its entries begin; one more at the end. When they are counted.
    const std::vector<std::int64_t>& starts() const { return m_starts; }
    std::size_t size() const { return static_cast<std::size_t>(m_starts.back()); }

    /// Entries from `first` on. part: of a spot's.
    template <class T>
    Result<void> copy(std::size_t first, std::span<T> out, std::vector<T> SpotEntries::*part) const
    {
        SpotEntries entries;
        const auto after = std::ranges::upper_bound(m_starts, static_cast<std::int64_t>(first));
        for (auto spot = static_cast<std::size_t>(after - m_starts.begin()) - 1; !out.empty(); ++spot) {
            TRY_RUN(read(spot, entries));
            const auto known =
                std::span(entries.*part).subspan(first - static_cast<std::size_t>(m_starts[spot]));
            const auto count = std::min(known.size(), out.size());
            std::ranges::copy(known.first(count), out.begin());
            out = out.subspan(count);
            first += count;
        }
        return {};
    }

private:
    Result<void> read(std::size_t spot, SpotEntries& entries) const
    {
        auto& [genes, values] = entries;
        genes.clear();
        values.clear();
        TRY_RUN(m_layer.values->addEntries(spot, genes, values));
        if (m_areTheSame)
            return {};
        std::size_t kept = 0; // a gene that the layer has twice is written once
        for (std::size_t e = 0; e < genes.size(); ++e) {
            const auto gene = m_geneOf[static_cast<std::size_t>(genes[e])];
            genes[kept] = gene;
            values[kept] = values[e];
            kept += gene >= 0 ? 1 : 0;
        }
        genes.resize(kept);
        values.resize(kept);
        if (!std::ranges::is_sorted(genes))
            sortTogether(std::span(genes), std::span(values));
        return {};
    }

    const Layer& m_layer;
    std::vector<std::int32_t> m_geneOf; ///< the file, per gene of the layer; -1 where it is not written
    bool m_areTheSame = true;           ///< the file's genes and the layer's
    std::vector<std::int64_t> m_starts;
};

/// As scipy's csr_matrix. columns: as LayerEntries has them.
Result<void> writeSparse(H5Writer& writer, const std::string& path, const Layer& layer,
                         const std::vector<int>& columns)
{
    LayerEntries entries(layer, columns);
    TRY_RUN(entries.count());
    writer.group(path, "csr_matrix", "0.1.0");
    writer.integersAttribute(
        path, "shape",
        {static_cast<std::int64_t>(layer.spots->size()), static_cast<std::int64_t>(columns.size())});
    TRY_RUN(writer.floatVector(path + "/data", entries.size(), [&](std::size_t first, std::span<float> part) {
        return entries.copy(first, part, &SpotEntries::values);
    }));
    TRY_RUN(writer.integerVector(path + "/indices", entries.size(),
                                 [&](std::size_t first, std::span<std::int32_t> part) {
                                     return entries.copy(first, part, &SpotEntries::genes);
                                 }));
    writer.integers(path + "/indptr", entries.starts());
    return {};
}

} // namespace

Result<void> writeMatrices(H5Writer& writer, const std::vector<const Layer*>& layers, const GeneList& genes)
{
    writer.group("layers", "dict", "0.1.0");
    for (const auto* layer : layers) {
        if (isPerSpot(*layer))
            continue;
        const auto path = layer == layers.front() ? "X" : "layers/" + matrixName(*layer, *layers.front());
        const auto matches = matchGenes(genes, layer->genes);
        const bool hasAll = std::ranges::all_of(matches.columns, [](int column) { return column >= 0; });
        TRY_RUN(hasAll && layer->values->isSparse() ? writeSparse(writer, path, *layer, matches.columns)
                                                    : writeDense(writer, path, *layer, matches.columns));
    }
    return {};
}

} // namespace transcope::core
