#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/io/datatree.h"
#include "core/io/featurematrix.h"
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

tl::unexpected<Error> noSuchGenome(const DataTree& tree, const std::string& genome,
                                   const std::vector<std::string>& genomes)
{
    return fail(ErrorCode::NotFound,
                tree.path().string() + ": no genome is called " + genome + ", of " + nameList(genomes),
                "Choose one of these");
}

/// Before version 3 each genome has a group of its own.
Result<Places> placesInGroups(const DataTree& tree, const std::string& genome)
{
    std::vector<std::string> genomes;
    for (const auto& group : tree.children("/"))
        if (tree.has(group + "/genes") && tree.has(group + "/barcodes"))
            genomes.push_back(group);
    if (genomes.empty())
        return fail(ErrorCode::Unsupported,
                    tree.path().string() + ": is not a feature matrix of Space Ranger",
                    "Name filtered_feature_bc_matrix.h5, or an .h5ad");
    if (genomes.size() > 1 && genome.empty())
        return fail(ErrorCode::InvalidArgument,
                    tree.path().string() + ": holds " + std::to_string(genomes.size()) +
                        " genomes: " + nameList(genomes),
                    "Choose one with --library NAME on the command line");
    const auto chosen = genome.empty() ? genomes.front() : genome;
    if (std::find(genomes.begin(), genomes.end(), chosen) == genomes.end())
        return noSuchGenome(tree, genome, genomes);
    return Places{chosen, chosen + "/genes", chosen + "/gene_names", {}, {}};
}

Result<Places> placesIn(const DataTree& tree, const std::string& genome)
{
    if (tree.isGroup("matrix/features"))
        return Places{"matrix", "matrix/features/id", "matrix/features/name", "matrix/features/feature_type",
                      "matrix/features/genome"};
    return placesInGroups(tree, genome);
}

Result<GeneList> genesAt(const DataTree& tree, const Places& places)
{
    const auto ids = tree.strings(places.ids);
    const auto names = tree.strings(places.names);
    if (!ids || !names)
        return tl::unexpected(ids ? names.error() : ids.error());
    if (ids->size() != names->size())
        return tree.bad(places.names, "does not have a name for each id");
    GeneList genes;
    DuplicateCheck seen;
    for (std::size_t g = 0; g < ids->size(); ++g) {
        if (seen.seenBefore((*ids)[g], g))
            return tree.bad(places.ids, "has gene " + (*ids)[g] + " twice");
        genes.push_back({(*names)[g], (*ids)[g]});
    }
    return genes;
}

Result<void> checkCounts(const DataTree& tree, const std::string& group, const Expression& values)
{
    TRY(const auto traits, values.traits());
    if (!traits.negative && traits.finite)
        return {};
    return tree.bad(group + "/data", "holds negative counts or what is not a number");
}

/// One text per feature; empty where the file has none.
std::vector<std::string> textsOf(const DataTree& tree, const std::string& dataset, std::size_t features)
{
    auto texts =
        dataset.empty() || !tree.has(dataset) ? Result<std::vector<std::string>>() : tree.strings(dataset);
    return texts && texts->size() == features ? std::move(*texts) : std::vector<std::string>();
}

/// Which features are genes of the wanted genome, and what the file holds besides.
struct Choice
{
    std::vector<int> columns; ///< per feature; -1 for those that are not wanted
    std::vector<std::string> notes;
};

/// Antibodies and features of other genomes leave `genes`.
Result<Choice> chooseFeatures(const DataTree& tree, const Places& places, const std::string& genome,
                              GeneList& genes)
{
    const auto types = textsOf(tree, places.types, genes.size());
    const auto genomes = textsOf(tree, places.genomes, genes.size());
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
        return noSuchGenome(tree, genome, names);
    if (genome.empty() && names.size() > 1)
        choice.notes.push_back("the genes are of " + std::to_string(names.size()) +
                               " genomes: " + nameList(names));
    genes = std::move(kept);
    return choice;
}

Result<CountsTable> readMatrix(const DataTree& tree, const std::string& genome)
{
    TRY(const auto places, placesIn(tree, genome));
    TRY(auto genes, genesAt(tree, places));
    TRY(auto barcodes, tree.strings(places.group + "/barcodes"));
    TRY(auto choice, chooseFeatures(tree, places, genome, genes));
    // Columns of genes × spots are spots.
    SparseLayout layout{places.group, barcodes.size(), genes.size(), std::move(choice.columns), true};
    TRY(auto values, readSparse(tree, layout));
    TRY_RUN(checkCounts(tree, places.group, *values));
    return CountsTable{std::move(barcodes), std::move(genes), std::move(values), std::move(choice.notes)};
}

} // namespace

Result<CountsTable> readMatrixH5(const std::filesystem::path& path, const std::string& genome)
{
    return readTree(path, [&](const DataTree& tree) { return readMatrix(tree, genome); });
}

} // namespace transcope::core
