#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/io/featurematrix.h"
#include "core/io/h5reader.h"
#include "core/io/sparsematrix.h"
#include "core/io/tablereader.h"

#include <algorithm>
#include <set>

namespace transcope::core {

namespace {

/// Where the parts lie in either layout.
struct Places
{
    std::string group, ids, names, types, genomes;
};

tl::unexpected<Error> noSuchGenome(const H5Reader& reader, const std::string& genome,
                                   const std::vector<std::string>& genomes)
{
    return fail(ErrorCode::NotFound,
                reader.path().string() + ": no genome is called " + genome + ", of " + nameList(genomes),
                "Choose one of these");
}

/// Before version 3 each genome has a group of its own.
Result<Places> placesInGroups(const H5Reader& reader, const std::string& genome)
{
    std::vector<std::string> genomes;
    for (const auto& group : reader.children("/"))
        if (reader.has(group + "/genes") && reader.has(group + "/barcodes"))
            genomes.push_back(group);
    if (genomes.empty())
        return fail(ErrorCode::Unsupported,
                    reader.path().string() + ": is not a feature matrix of Space Ranger",
                    "Name filtered_feature_bc_matrix.h5, or an .h5ad");
    if (genomes.size() > 1 && genome.empty())
        return fail(ErrorCode::InvalidArgument,
                    reader.path().string() + ": holds " + std::to_string(genomes.size()) +
                        " genomes: " + nameList(genomes),
                    "Choose one with --library NAME on the command line");
    const auto chosen = genome.empty() ? genomes.front() : genome;
    if (std::find(genomes.begin(), genomes.end(), chosen) == genomes.end())
        return noSuchGenome(reader, genome, genomes);
    return Places{chosen, chosen + "/genes", chosen + "/gene_names", {}, {}};
}

Result<Places> placesIn(const H5Reader& reader, const std::string& genome)
{
    if (reader.isGroup("matrix/features"))
        return Places{"matrix", "matrix/features/id", "matrix/features/name", "matrix/features/feature_type",
                      "matrix/features/genome"};
    return placesInGroups(reader, genome);
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

/// One text per feature; empty where the file has none.
std::vector<std::string> textsOf(const H5Reader& reader, const std::string& dataset, std::size_t features)
{
    auto texts = dataset.empty() || !reader.has(dataset) ? Result<std::vector<std::string>>()
                                                         : reader.strings(dataset);
    return texts && texts->size() == features ? std::move(*texts) : std::vector<std::string>();
}

/// Which features are genes of the wanted genome, and what the file holds besides.
struct Choice
{
    std::vector<int> columns; ///< per feature; -1 for those that are not wanted
    std::vector<std::string> notes;
};

/// Antibodies and features of other genomes leave `genes`.
Result<Choice> chooseFeatures(const H5Reader& reader, const Places& places, const std::string& genome,
                              GeneList& genes)
{
    const auto types = textsOf(reader, places.types, genes.size());
    const auto genomes = textsOf(reader, places.genomes, genes.size());
    std::set<std::string> distinct;
    Choice choice;
    GeneList kept;
    for (std::size_t g = 0; g < genes.size(); ++g) {
        const bool isGene = types.empty() || types[g] == ExpressionType;
        if (isGene && !genomes.empty() && !genomes[g].empty())
            distinct.insert(genomes[g]);
        const bool wanted = isGene && (genome.empty() || genomes.empty() || genomes[g] == genome);
        choice.columns.push_back(wanted ? static_cast<int>(kept.size()) : -1);
        if (wanted)
            kept.push_back(std::move(genes[g]));
    }
    const std::vector<std::string> names(distinct.begin(), distinct.end());
    if (!genome.empty() && !names.empty() && !distinct.contains(genome))
        return noSuchGenome(reader, genome, names);
    if (genome.empty() && names.size() > 1)
        choice.notes.push_back("the genes are of " + std::to_string(names.size()) +
                               " genomes: " + nameList(names));
    genes = std::move(kept);
    return choice;
}

Result<CountsTable> readMatrix(const H5Reader& reader, const std::string& genome)
{
    TRY(const auto places, placesIn(reader, genome));
    TRY(auto genes, genesAt(reader, places));
    TRY(auto barcodes, reader.strings(places.group + "/barcodes"));
    TRY(auto choice, chooseFeatures(reader, places, genome, genes));
    // Columns of genes × spots are spots.
    SparseLayout layout{places.group, barcodes.size(), genes.size(), std::move(choice.columns), true};
    TRY(auto values, readSparse(reader, layout));
    TRY_RUN(checkCounts(reader, places.group, *values));
    return CountsTable{std::move(barcodes), std::move(genes), std::move(values), std::move(choice.notes)};
}

} // namespace

Result<CountsTable> readMatrixH5(const std::filesystem::path& path, const std::string& genome)
{
    return readH5(path, [&](const H5Reader& reader) { return readMatrix(reader, genome); });
}

} // namespace transcope::core
