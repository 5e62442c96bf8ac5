#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/expression/pickedexpression.h"
#include "core/io/h5ad.h"
#include "core/io/h5adcolumns.h"
#include "core/io/h5adobservations.h"
#include "core/io/h5adscalars.h"
#include "core/io/h5adspots.h"
#include "core/io/provenancejson.h"
#include "core/io/sparsematrix.h"
#include "core/io/spatialdata.h"

#include <algorithm>
#include <numeric>

namespace transcope::core {

using nlohmann::json;

namespace {

constexpr const char* RawX = "raw/X";
constexpr std::size_t MostGenes = 1'000'000;

/// The first of the usual columns that exists and has the wanted length.
std::vector<std::string> firstColumn(const DataTree& tree, const std::string& frame,
                                     const std::vector<std::string>& names, std::size_t length)
{
    for (const auto& name : names) {
        const auto column =
            tree.has(frame + "/" + name) ? frameColumn(tree, frame, name, length) : Result<FrameColumn>();
        if (!column || column->size() != length)
            continue;
        std::vector<std::string> values;
        for (std::size_t i = 0; i < length; ++i)
            values.push_back(column->text(i));
        return values;
    }
    return std::vector<std::string>(length);
}

/// frame: var, or raw/var.
Result<GeneList> genesOf(const DataTree& tree, const std::string& frame)
{
    TRY(const auto names, frameIndex(tree, frame));
    if (names.size() > MostGenes)
        return tree.bad(frame, "has " + std::to_string(names.size()) + " rows, which are no genes");
    const auto ids = firstColumn(tree, frame, {"gene_ids", "gene_id", "ensembl_id", "ensembl", "feature_id"},
                                 names.size());
    const auto symbols = firstColumn(
        tree, frame, {"gene_symbols", "gene_symbol", "symbol", "feature_name", "gene_name", "gene_names"},
        names.size());
    GeneList genes = genesFromNames(names);
    for (std::size_t g = 0; g < genes.size(); ++g) {
        if (genes[g].id.empty())
            genes[g].id = ids[g];
        // Also where an id stands in for a symbol that two genes share.
        if (!symbols[g].empty() && !isEnsemblId(symbols[g]))
            genes[g].symbol = symbols[g];
    }
    return genes;
}

Result<std::shared_ptr<const Expression>> matrixAt(const DataTree& tree, const std::string& object,
                                                   std::size_t spots, std::size_t genes)
{
    if (!tree.has(object))
        return tree.bad(object, "is missing");
    if (!tree.isGroup(object))
        return readDense(tree, object, spots, genes);
    auto kind = tree.textAttribute(object, "encoding-type");
    if (!kind)
        kind = tree.textAttribute(object, "h5sparse_format").value_or("");
    if (!kind->starts_with("csr") && !kind->starts_with("csc"))
        return fail(ErrorCode::Unsupported,
                    tree.path().string() + ": " + object + " is stored as \"" + *kind +
                        "\", which is not known",
                    "Save it as a dense, csr or csc matrix");
    const auto shape = tree.integerAttribute(object, "shape");
    if (!shape.empty() && shape != std::vector<std::int64_t>{static_cast<std::int64_t>(spots),
                                                             static_cast<std::int64_t>(genes)})
        return tree.bad(object, "does not have the shape of obs and var");
    SparseLayout layout{object, spots, genes, std::vector<int>(genes), kind->starts_with("csr")};
    std::iota(layout.columns.begin(), layout.columns.end(), 0);
    return readSparse(tree, layout);
}

/// Whether an array of that shape has one element.
bool isOne(const Result<std::vector<std::uint64_t>>& shape)
{
    return shape && std::ranges::all_of(*shape, [](std::uint64_t size) { return size == 1; });
}

} // namespace

json scalarsOf(const DataTree& tree, const std::string& group)
{
    json object = json::object();
    for (const auto& name : tree.children(group)) {
        const auto path = group + "/" + name;
        if (tree.isGroup(path) || !isOne(tree.shape(path)))
            continue;
        if (const auto texts = tree.strings(path); texts && texts->size() == 1)
            object[name] = texts->front();
        else if (const auto numbers = tree.doubles(path); numbers && numbers->size() == 1)
            object[name] = numbers->front();
    }
    return object;
}

namespace {

/// What `own` (scalars of uns/transcope) says of a matrix; files of others say nothing, or the normalisation
/// alone.
Provenance provenanceOf(const json& own)
{
    auto provenance = provenanceFromJson(own);
    if (!own.contains("normalisation"))
        provenance.normalisation = Normalisation::None;
    return provenance;
}

/// rows: of obs, those that the file's spots are.
Result<Layer> readLayer(const DataTree& tree, const std::string& object, const H5adFile& file,
                        const std::vector<int>& rows)
{
    Layer layer;
    layer.spots = file.spots;
    layer.genes = file.genes;
    if (object == RawX)
        if (auto genes = genesOf(tree, "raw/var")) // else they are those of var, or the shape tells
            layer.genes = std::move(*genes);
    TRY(auto values, matrixAt(tree, object, file.rowsInFile, layer.genes.size()));
    layer.values = pickedSpots(std::move(values), rows);
    const bool isX = object == "X";
    const auto name = isX || object == RawX ? "X" : object.substr(object.find('/') + 1);
    const auto own = scalarsOf(tree, isX ? "uns/transcope" : "uns/transcope/layers/" + name);
    const auto called = own.find("layer");
    layer.name = called != own.end() && called->is_string() ? called->get<std::string>() : name;
    layer.provenance = provenanceOf(own);
    layer.kind = layer.provenance.weightsHash.empty() ? LayerKind::Measured : LayerKind::Predicted;
    if (!layer.provenance.part.empty())
        layer.kind = LayerKind::Derived;
    return layer;
}

/// Where raw counts are besides X, the most usual first.
std::vector<std::string> otherCounts(const DataTree& tree)
{
    std::vector<std::string> objects;
    for (const std::string object :
         {"layers/counts", "layers/raw_counts", "layers/raw_count", "layers/count", "layers/raw", RawX}) {
        if (tree.has(object) && !tree.isNull(object))
            objects.push_back(object);
    }
    return objects;
}

/// How Python says it.
std::string pythonName(const std::string& object)
{
    return object == RawX ? "raw.X" : "layers['" + object.substr(object.find('/') + 1) + "']";
}

Result<bool> areCounts(const Layer& layer)
{
    return layer.values->traits().map([](const ValueTraits& traits) { return traits.areCounts(); });
}

/// X, or the first other place with counts where X has none.
Result<Layer> countsLayer(const DataTree& tree, H5adFile& file, const std::vector<int>& rows)
{
    const bool hasX = tree.has("X") && !tree.isNull("X");
    const auto others = otherCounts(tree);
    std::optional<Layer> x;
    if (hasX) {
        TRY(x, readLayer(tree, "X", file, rows));
        TRY(const auto counts, areCounts(*x));
        if (counts)
            return *std::move(x);
    }
    for (const auto& object : others) {
        if (x)
            x->values.reset(); // not both in memory at once
        TRY(auto layer, readLayer(tree, object, file, rows));
        TRY(const auto counts, areCounts(layer));
        if (!counts && (hasX || object != others.back()))
            continue;
        file.notes.push_back(std::string(hasX ? "X does not hold counts; " : "there is no X; ") +
                             pythonName(object) + " is used");
        return layer;
    }
    if (!hasX)
        return fail(ErrorCode::Unsupported,
                    tree.path().string() + ": X is empty, and neither layers['counts'] nor raw.X is there",
                    "Put the counts into adata.X or adata.layers['counts'] and save again");
    if (!x->values) {
        TRY(x, readLayer(tree, "X", file, rows));
    }
    if (!tree.has("uns/transcope"))
        file.notes.push_back("X does not hold whole numbers: it may be normalised already");
    return *std::move(x);
}

Result<void> readLayers(const DataTree& tree, H5adLayers wanted, H5adFile& file, const std::vector<int>& rows)
{
    if (wanted == H5adLayers::None)
        return {};
    const bool hasX = tree.has("X") && !tree.isNull("X");
    auto x = wanted == H5adLayers::Counts || !hasX ? countsLayer(tree, file, rows)
                                                   : readLayer(tree, "X", file, rows);
    if (!x)
        return tl::unexpected(x.error());
    file.layers.push_back(*std::move(x));
    if (wanted != H5adLayers::All && (wanted != H5adLayers::Own || !tree.has("uns/transcope")))
        return {};
    for (const auto& name : tree.children("layers")) {
        TRY(auto layer, readLayer(tree, "layers/" + name, file, rows));
        file.layers.push_back(std::move(layer));
    }
    return {};
}

Result<H5adFile> readAll(const DataTree& tree, H5adLayers wanted, H5adRows rows, const std::string& library)
{
    TRY(auto spots, readH5adRows(tree, rows, library));
    H5adFile file;
    TRY(file.genes, genesOf(tree, "var"));
    file.hasCoordinates = spots.hasCoordinates;
    file.umPerPxSource = std::move(spots.umPerPxSource);
    file.rowsInFile = spots.rowsInFile;
    file.notes = std::move(spots.notes);
    file.spots = std::make_shared<SpotTable>(std::move(spots.table));
    TRY_RUN(readLayers(tree, wanted, file, spots.rows));
    if (file.layers.empty())
        return file;
    const auto observations =
        pickedObservations(readObservations(tree, file.rowsInFile, file.notes), spots.rows);
    for (auto& layer : file.layers)
        layer.observations = observations;
    return file;
}

Result<std::vector<H5adSection>> sectionsIn(const DataTree& tree)
{
    TRY(const auto ids, frameIndex(tree, "obs"));
    TRY(const auto libraries, librariesIn(tree, ids.size()));
    std::vector<H5adSection> sections;
    for (std::size_t i = 0; i < libraries.names.size(); ++i)
        sections.push_back(
            {libraries.names[i],
             static_cast<std::size_t>(std::count(libraries.ofRow.begin(), libraries.ofRow.end(), int(i)))});
    return sections;
}

} // namespace

Result<Normalisation> normalisationOfH5ad(const std::filesystem::path& path)
{
    return readAnnData(path, {}, [](const DataTree& tree, const std::string&) {
        return provenanceOf(scalarsOf(tree, "uns/transcope")).normalisation;
    });
}

Result<H5adFile> readH5ad(const std::filesystem::path& path, H5adLayers wanted, H5adRows rows,
                          const std::string& library)
{
    return readAnnData(path, library, [&](const DataTree& tree, const std::string& section) {
        return readAll(tree, wanted, rows, section);
    });
}

Result<std::vector<H5adSection>> sectionsOfH5ad(const std::filesystem::path& path)
{
    const auto tables = spatialDataTables(path);
    if (tables.size() < 2)
        return readAnnData(path, {},
                           [](const DataTree& tree, const std::string&) { return sectionsIn(tree); });
    std::vector<H5adSection> sections;
    for (const auto& table : tables) {
        TRY(const auto ids, readTree(table, [](const DataTree& tree) { return frameIndex(tree, "obs"); }));
        sections.push_back({table.filename().string(), ids.size()});
    }
    return sections;
}

} // namespace transcope::core
