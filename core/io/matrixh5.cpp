#include "core/base/try.h"
#include "core/io/featurematrix.h"
#include "core/io/h5reader.h"
#include "core/io/sparsematrix.h"
#include "core/io/tablereader.h"

#include <numeric>

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

Result<void> checkCounts(const H5Reader& reader, const std::string& group, const Expression& values)
{
    TRY(const auto traits, values.traits());
    if (!traits.negative && traits.finite)
        return {};
    return reader.bad(group + "/data", "holds negative counts or what is not a number");
}

/// Per feature its column, -1 for those that are not expression, such as antibodies; these leave `genes`.
std::vector<int> expressionColumns(const H5Reader& reader, const Places& places, GeneList& genes)
{
    std::vector<int> columns(genes.size());
    std::iota(columns.begin(), columns.end(), 0);
    const auto types =
        places.types.empty() ? Result<std::vector<std::string>>() : reader.strings(places.types);
    if (!types || types->size() != genes.size())
        return columns;
    GeneList kept;
    for (std::size_t g = 0; g < types->size(); ++g) {
        const bool wanted = (*types)[g] == ExpressionType;
        columns[g] = wanted ? static_cast<int>(kept.size()) : -1;
        if (wanted)
            kept.push_back(std::move(genes[g]));
    }
    genes = std::move(kept);
    return columns;
}

Result<CountsTable> readMatrix(const H5Reader& reader)
{
    TRY(const auto places, placesIn(reader));
    TRY(auto genes, genesAt(reader, places));
    TRY(auto barcodes, reader.strings(places.group + "/barcodes"));
    SparseLayout layout{places.group, barcodes.size(), 0, expressionColumns(reader, places, genes), true};
    layout.genes = genes.size(); // columns of genes × spots are spots
    TRY(auto values, readSparse(reader, layout));
    TRY_RUN(checkCounts(reader, places.group, *values));
    return CountsTable{std::move(barcodes), std::move(genes), std::move(values)};
}

} // namespace

Result<CountsTable> readMatrixH5(const std::filesystem::path& path)
{
    return readH5(path, readMatrix);
}

} // namespace transcope::core
