#include "core/io/featurematrix.h"
#include "core/io/h5object.h"
#include "core/io/sparsematrix.h"
#include "core/io/tablereader.h"

#include <algorithm>

namespace transcope::core {

namespace {

/// Where the parts lie in either layout.
struct Places
{
    std::string group, ids, names, types;
};

Result<Places> placesIn(const H5Reader& reader)
{
    if (reader.isGroup("matrix/features"))
        return Places{"matrix", "matrix/features/id", "matrix/features/name", "matrix/features/feature_type"};
    for (const auto& genome : reader.children("/")) {
        if (reader.has(genome + "/genes") && reader.has(genome + "/barcodes"))
            return Places{genome, genome + "/genes", genome + "/gene_names", {}};
    }
    return fail(ErrorCode::Unsupported, reader.path().string() + ": is not a feature matrix of Space Ranger",
                "Name filtered_feature_bc_matrix.h5, or an .h5ad");
}

Result<GeneList> genesAt(const H5Reader& reader, const Places& places)
{
    const auto ids = reader.strings(places.ids);
    const auto names = reader.strings(places.names);
    if (!ids || !names)
        return tl::unexpected(ids ? names.error() : ids.error());
    if (ids->size() != names->size())
        return reader.bad(places.names, "does not have a name for each id");
    GeneList genes;
    DuplicateCheck seen;
    for (std::size_t g = 0; g < ids->size(); ++g) {
        if (seen.seenBefore((*ids)[g], g))
            return reader.bad(places.ids, "has gene " + (*ids)[g] + " twice");
        genes.push_back({(*names)[g], (*ids)[g]});
    }
    return genes;
}

Result<void> checkCounts(const H5Reader& reader, const std::string& group, const SparseValues& sparse)
{
    const bool good =
        std::all_of(sparse.data.begin(), sparse.data.end(), [](float v) { return v >= 0 && v < 1e12f; });
    if (good)
        return {};
    return reader.bad(group + "/data", "holds negative counts or what is not a number");
}

/// Drops features that are not expression, such as antibodies.
void keepExpression(const H5Reader& reader, const Places& places, CountsTable& table)
{
    const auto types =
        places.types.empty() ? Result<std::vector<std::string>>() : reader.strings(places.types);
    if (!types || types->size() != table.genes.size())
        return;
    std::vector<std::size_t> kept;
    for (std::size_t g = 0; g < types->size(); ++g) {
        if ((*types)[g] == "Gene Expression")
            kept.push_back(g);
    }
    if (kept.size() == table.genes.size())
        return;
    CountsTable reduced{table.rows, {}, ExpressionMatrix(table.rows.size(), kept.size())};
    for (std::size_t k = 0; k < kept.size(); ++k) {
        reduced.genes.push_back(table.genes[kept[k]]);
        const auto from = table.values.gene(kept[k]);
        std::copy(from.begin(), from.end(), reduced.values.gene(k).begin());
    }
    table = std::move(reduced);
}

} // namespace

Result<CountsTable> readMatrixH5(const std::filesystem::path& path)
{
    const H5Lock lock;
    const auto id = openH5(path);
    if (!id)
        return tl::unexpected(id.error());
    const H5Reader reader(*id, path);
    const auto places = placesIn(reader);
    if (!places)
        return tl::unexpected(places.error());
    auto genes = genesAt(reader, *places);
    if (!genes)
        return tl::unexpected(genes.error());
    auto barcodes = reader.strings(places->group + "/barcodes");
    if (!barcodes)
        return tl::unexpected(barcodes.error());
    const auto sparse = readSparse(reader, places->group);
    if (!sparse)
        return tl::unexpected(sparse.error());
    if (auto counts = checkCounts(reader, places->group, *sparse); !counts)
        return tl::unexpected(counts.error());
    // Columns of genes × spots are spots.
    auto values = spreadSparse(reader, places->group, *sparse, barcodes->size(), genes->size(), true);
    if (!values)
        return tl::unexpected(values.error());
    CountsTable table{std::move(*barcodes), std::move(*genes), std::move(*values)};
    keepExpression(reader, *places, table);
    return table;
}

} // namespace transcope::core
