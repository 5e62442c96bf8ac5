#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/expression/pickedexpression.h"
#include "core/io/h5ad.h"
#include "core/io/h5adcolumns.h"
#include "core/io/h5adobservations.h"
#include "core/io/h5adscalars.h"
#include "core/io/h5adspots.h"
#include "core/io/h5reader.h"
#include "core/io/provenancejson.h"
#include "core/io/sparsematrix.h"

#include <algorithm>
#include <numeric>

namespace transcope::core {

using nlohmann::json;

namespace {

constexpr const char* RawX = "raw/X";

/// The first of the usual columns that exists and has the wanted length.
std::vector<std::string> firstColumn(const H5Reader& reader, const std::string& frame,
                                     const std::vector<std::string>& names, std::size_t length)
{
    for (const auto& name : names) {
        const auto column =
            reader.has(frame + "/" + name) ? frameColumn(reader, frame, name, length) : Result<FrameColumn>();
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
Result<GeneList> genesOf(const H5Reader& reader, const std::string& frame)
{
    TRY(const auto names, frameIndex(reader, frame));
    const auto ids = firstColumn(
        reader, frame, {"gene_ids", "gene_id", "ensembl_id", "ensembl", "feature_id"}, names.size());
    const auto symbols = firstColumn(
        reader, frame, {"gene_symbols", "gene_symbol", "symbol", "feature_name", "gene_name", "gene_names"},
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

Result<std::shared_ptr<const Expression>> matrixAt(const H5Reader& reader, const std::string& object,
                                                   std::size_t spots, std::size_t genes)
{
    if (!reader.has(object))
        return reader.bad(object, "is missing");
    if (!reader.isGroup(object))
        return readDense(reader, object, spots, genes);
    auto kind = reader.textAttribute(object, "encoding-type");
    if (!kind)
        kind = reader.textAttribute(object, "h5sparse_format").value_or("");
    if (!kind->starts_with("csr") && !kind->starts_with("csc"))
        return fail(ErrorCode::Unsupported,
                    reader.path().string() + ": " + object + " is stored as \"" + *kind +
                        "\", which is not known",
                    "Save it as a dense, csr or csc matrix");
    const auto shape = reader.integerAttribute(object, "shape");
    if (!shape.empty() && shape != std::vector<std::int64_t>{static_cast<std::int64_t>(spots),
                                                             static_cast<std::int64_t>(genes)})
        return reader.bad(object, "does not have the shape of obs and var");
    SparseLayout layout{object, spots, genes, std::vector<int>(genes), kind->starts_with("csr")};
    std::iota(layout.columns.begin(), layout.columns.end(), 0);
    return readSparse(reader, layout);
}

} // namespace

json scalarsOf(const H5Reader& reader, const std::string& group)
{
    json object = json::object();
    for (const auto& name : reader.children(group)) {
        const auto path = group + "/" + name;
        if (reader.isGroup(path))
            continue;
        if (const auto texts = reader.strings(path); texts && texts->size() == 1)
            object[name] = texts->front();
        else if (const auto numbers = reader.doubles(path); numbers && numbers->size() == 1)
            object[name] = numbers->front();
    }
    return object;
}

namespace {

/// What `own` (scalars of uns/transcope) says of a matrix; files of others say nothing.
Provenance provenanceOf(const json& own)
{
    auto provenance = provenanceFromJson(own);
    if (own.empty())
        provenance.normalisation = Normalisation::None;
    return provenance;
}

/// rows: of obs, those that the file's spots are.
Result<Layer> readLayer(const H5Reader& reader, const std::string& object, const H5adFile& file,
                        const std::vector<int>& rows)
{
    Layer layer;
    layer.spots = file.spots;
    layer.genes = file.genes;
    if (object == RawX)
        if (auto genes = genesOf(reader, "raw/var")) // else they are those of var, or the shape tells
            layer.genes = std::move(*genes);
    TRY(auto values, matrixAt(reader, object, file.rowsInFile, layer.genes.size()));
    layer.values = pickedSpots(std::move(values), rows);
    const bool isX = object == "X";
    const auto name = isX || object == RawX ? "X" : object.substr(object.find('/') + 1);
    const auto own = scalarsOf(reader, isX ? "uns/transcope" : "uns/transcope/layers/" + name);
    const auto called = own.find("layer");
    layer.name = called != own.end() && called->is_string() ? called->get<std::string>() : name;
    layer.provenance = provenanceOf(own);
    layer.kind = layer.provenance.weightsHash.empty() ? LayerKind::Measured : LayerKind::Predicted;
    if (!layer.provenance.part.empty())
        layer.kind = LayerKind::Derived;
    return layer;
}

/// Where raw counts are besides X, the most usual first.
std::vector<std::string> otherCounts(const H5Reader& reader)
{
    std::vector<std::string> objects;
    for (const std::string object :
         {"layers/counts", "layers/raw_counts", "layers/raw_count", "layers/count", "layers/raw", RawX}) {
        if (reader.has(object) && !reader.isNull(object))
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
Result<Layer> countsLayer(const H5Reader& reader, H5adFile& file, const std::vector<int>& rows)
{
    const bool hasX = reader.has("X") && !reader.isNull("X");
    const auto others = otherCounts(reader);
    std::optional<Layer> x;
    if (hasX) {
        TRY(x, readLayer(reader, "X", file, rows));
        TRY(const auto counts, areCounts(*x));
        if (counts)
            return *std::move(x);
    }
    for (const auto& object : others) {
        if (x)
            x->values.reset(); // not both in memory at once
        TRY(auto layer, readLayer(reader, object, file, rows));
        TRY(const auto counts, areCounts(layer));
        if (!counts && (hasX || object != others.back()))
            continue;
        file.notes.push_back(std::string(hasX ? "X does not hold counts; " : "there is no X; ") +
                             pythonName(object) + " is used");
        return layer;
    }
    if (!hasX)
        return fail(ErrorCode::Unsupported,
                    reader.path().string() + ": X is empty, and neither layers['counts'] nor raw.X is there",
                    "Put the counts into adata.X or adata.layers['counts'] and save again");
    if (!x->values) {
        TRY(x, readLayer(reader, "X", file, rows));
    }
    if (!reader.has("uns/transcope"))
        file.notes.push_back("X does not hold whole numbers: it may be normalised already");
    return *std::move(x);
}

Result<void> readLayers(const H5Reader& reader, H5adLayers wanted, H5adFile& file,
                        const std::vector<int>& rows)
{
    if (wanted == H5adLayers::None)
        return {};
    const bool hasX = reader.has("X") && !reader.isNull("X");
    auto x = wanted == H5adLayers::Counts || !hasX ? countsLayer(reader, file, rows)
                                                   : readLayer(reader, "X", file, rows);
    if (!x)
        return tl::unexpected(x.error());
    file.layers.push_back(*std::move(x));
    if (wanted != H5adLayers::All && (wanted != H5adLayers::Own || !reader.has("uns/transcope")))
        return {};
    for (const auto& name : reader.children("layers")) {
        TRY(auto layer, readLayer(reader, "layers/" + name, file, rows));
        file.layers.push_back(std::move(layer));
    }
    return {};
}

Result<H5adFile> readAll(const H5Reader& reader, H5adLayers wanted, H5adRows rows, const std::string& library)
{
    TRY(auto spots, readH5adRows(reader, rows, library));
    TRY(const auto all, frameIndex(reader, "obs"));
    H5adFile file;
    TRY(file.genes, genesOf(reader, "var"));
    file.hasCoordinates = spots.hasCoordinates;
    file.umPerPxSource = std::move(spots.umPerPxSource);
    file.rowsInFile = all.size();
    file.notes = std::move(spots.notes);
    file.spots = std::make_shared<const SpotTable>(std::move(spots.table));
    TRY_RUN(readLayers(reader, wanted, file, spots.rows));
    if (file.layers.empty())
        return file;
    const auto observations =
        pickedObservations(readObservations(reader, file.rowsInFile, file.notes), spots.rows);
    for (auto& layer : file.layers)
        layer.observations = observations;
    return file;
}

Result<std::vector<H5adSection>> sectionsIn(const H5Reader& reader)
{
    TRY(const auto ids, frameIndex(reader, "obs"));
    TRY(const auto libraries, librariesIn(reader, ids.size()));
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
    return readH5(path, [](const H5Reader& reader) {
        return provenanceOf(scalarsOf(reader, "uns/transcope")).normalisation;
    });
}

Result<H5adFile> readH5ad(const std::filesystem::path& path, H5adLayers wanted, H5adRows rows,
                          const std::string& library)
{
    return readH5(path, [&](const H5Reader& reader) { return readAll(reader, wanted, rows, library); });
}

Result<std::vector<H5adSection>> sectionsOfH5ad(const std::filesystem::path& path)
{
    return readH5(path, sectionsIn);
}

} // namespace transcope::core
