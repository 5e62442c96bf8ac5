#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/io/h5ad.h"
#include "core/io/h5adobservations.h"
#include "core/io/h5reader.h"
#include "core/io/provenancejson.h"
#include "core/io/sparsematrix.h"
#include "core/io/spotgeometry.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

namespace transcope::core {

using nlohmann::json;

namespace {

/// A column of text: plain, categorical, or with a mask.
Result<std::vector<std::string>> textColumn(const H5Reader& reader, const std::string& column)
{
    if (!reader.isGroup(column))
        return reader.strings(column);
    if (reader.has(column + "/values"))
        return reader.strings(column + "/values");
    const auto categories = reader.strings(column + "/categories");
    const auto codes = reader.integers(column + "/codes");
    if (!categories || !codes)
        return tl::unexpected(categories ? codes.error() : categories.error());
    std::vector<std::string> values;
    for (const auto code : *codes) {
        if (code >= static_cast<std::int64_t>(categories->size()))
            return reader.bad(column, "is damaged: a code lies outside the categories");
        values.push_back(code < 0 ? std::string() : (*categories)[static_cast<std::size_t>(code)]);
    }
    return values;
}

/// A column of whole numbers of the given length; empty where there is none.
std::vector<std::int64_t> integerColumn(const H5Reader& reader, const std::string& column, std::size_t length)
{
    const auto dataset = reader.isGroup(column) ? column + "/values" : column;
    auto values = reader.integers(dataset);
    return values && values->size() == length ? std::move(*values) : std::vector<std::int64_t>{};
}

Result<std::vector<std::string>> indexOf(const H5Reader& reader, const std::string& frame)
{
    if (reader.has(frame) && !reader.isGroup(frame))
        return fail(ErrorCode::Unsupported,
                    reader.path().string() + ": " + frame + " is of anndata before 0.7",
                    "Open it in a newer anndata and save it again");
    return textColumn(reader, frame + "/" + reader.textAttribute(frame, "_index").value_or("_index"));
}

/// The first of the usual columns that exists and has the wanted length.
std::vector<std::string> firstColumn(const H5Reader& reader, const std::vector<std::string>& names,
                                     std::size_t length)
{
    for (const auto& name : names) {
        if (!reader.has("var/" + name))
            continue;
        auto values = textColumn(reader, "var/" + name);
        if (values && values->size() == length)
            return std::move(*values);
    }
    return std::vector<std::string>(length);
}

Result<GeneList> genesOf(const H5Reader& reader)
{
    TRY(const auto names, indexOf(reader, "var"));
    const auto ids =
        firstColumn(reader, {"gene_ids", "gene_id", "ensembl_id", "ensembl", "feature_id"}, names.size());
    const auto symbols = firstColumn(
        reader, {"gene_symbols", "gene_symbol", "symbol", "feature_name", "gene_name", "gene_names"},
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

/// Scalars of a group as a flat object.
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

Result<void> readCoordinates(const H5Reader& reader, SpotTable& spots)
{
    TRY(const auto shape, reader.shape("obsm/spatial"));
    if (shape.size() != 2 || shape.at(0) != spots.size() || shape.at(1) < 2)
        return reader.bad("obsm/spatial", "does not have a row of x and y for each spot");
    TRY(const auto values, reader.doubles("obsm/spatial"));
    const std::size_t columns = shape.at(1);
    for (std::size_t s = 0; s < spots.size(); ++s) {
        const PointD centre{values[s * columns], values[s * columns + 1]};
        if (!std::isfinite(centre.x) || !std::isfinite(centre.y))
            return reader.bad("obsm/spatial", "has no place for spot " + spots.spots[s].id);
        spots.spots[s].centreLevel0Px = centre;
    }
    return {};
}

void readArrayPlaces(const H5Reader& reader, SpotTable& spots)
{
    const auto rows = integerColumn(reader, "obs/array_row", spots.size());
    const auto columns = integerColumn(reader, "obs/array_col", spots.size());
    if (rows.empty() || columns.empty())
        return;
    for (std::size_t s = 0; s < spots.size(); ++s) {
        spots.spots[s].arrayRow = static_cast<int>(rows[s]);
        spots.spots[s].arrayCol = static_cast<int>(columns[s]);
    }
}

void readDiameter(const H5Reader& reader, SpotTable& spots)
{
    for (const auto& library : reader.children("uns/spatial")) {
        const auto values = reader.doubles("uns/spatial/" + library + "/scalefactors/spot_diameter_fullres");
        if (values && values->size() == 1 && values->front() > 0) {
            spots.diameterLevel0Px = values->front();
            return;
        }
    }
}

Result<void> readGeometry(const H5Reader& reader, SpotTable& spots, std::vector<std::string>& notes)
{
    TRY_RUN(readCoordinates(reader, spots));
    readArrayPlaces(reader, spots);
    readDiameter(reader, spots);
    const auto own = scalarsOf(reader, "uns/transcope");
    if (own.empty() && spots.diameterLevel0Px > 0)
        setVisiumGeometry(spots);
    geometryFromJson(own, spots);
    return completeGeometry(spots, reader.path().string(), notes);
}

/// What `own` (scalars of uns/transcope) says of a matrix; files of others say nothing.
Provenance provenanceOf(const json& own)
{
    auto provenance = provenanceFromJson(own);
    if (own.empty())
        provenance.normalisation = Normalisation::None;
    return provenance;
}

Result<Layer> readLayer(const H5Reader& reader, const std::string& object, const H5adFile& file)
{
    Layer layer;
    layer.genes = file.genes;
    layer.spots = file.spots;
    TRY(auto values, matrixAt(reader, object, file.spots->size(), file.genes.size()));
    layer.values = std::move(values);
    const bool isX = object == "X";
    const auto name = isX ? object : object.substr(object.find('/') + 1);
    const auto own = scalarsOf(reader, isX ? "uns/transcope" : "uns/transcope/layers/" + name);
    const auto called = own.find("layer");
    layer.name = called != own.end() && called->is_string() ? called->get<std::string>() : name;
    layer.provenance = provenanceOf(own);
    layer.kind = layer.provenance.weightsHash.empty() ? LayerKind::Measured : LayerKind::Predicted;
    return layer;
}

/// X, or layers["counts"] where X is not counts and there is such a layer.
Result<Layer> countsLayer(const H5Reader& reader, H5adFile& file)
{
    auto x = readLayer(reader, "X", file);
    if (!x)
        return x;
    TRY(const auto traits, x->values->traits());
    if (traits.areCounts())
        return x;
    if (reader.has("layers/counts")) {
        x->values.reset(); // not both in memory at once
        file.notes.push_back("X does not hold counts; layers['counts'] is used");
        return readLayer(reader, "layers/counts", file);
    }
    file.notes.push_back("X does not hold whole numbers: it may be normalised already");
    return x;
}

Result<void> readLayers(const H5Reader& reader, H5adLayers wanted, H5adFile& file)
{
    std::vector<std::string> objects;
    if (wanted != H5adLayers::None)
        objects.emplace_back("X");
    const bool own = reader.has("uns/transcope");
    if (wanted == H5adLayers::All || (wanted == H5adLayers::Own && own))
        for (const auto& name : reader.children("layers"))
            objects.push_back("layers/" + name);
    for (const auto& object : objects) {
        TRY(auto layer,
            wanted == H5adLayers::Counts ? countsLayer(reader, file) : readLayer(reader, object, file));
        file.layers.push_back(std::move(layer));
    }
    return {};
}

Result<H5adFile> readAll(const H5Reader& reader, H5adLayers wanted)
{
    TRY(const auto ids, indexOf(reader, "obs"));
    TRY(auto genes, genesOf(reader));
    H5adFile file;
    file.genes = std::move(genes);
    SpotTable spots;
    for (const auto& id : ids)
        spots.spots.push_back({id, {}, -1, -1});
    file.hasCoordinates = reader.has("obsm/spatial");
    if (file.hasCoordinates) {
        TRY_RUN(readGeometry(reader, spots, file.notes));
    }
    file.spots = std::make_shared<const SpotTable>(std::move(spots));
    TRY_RUN(readLayers(reader, wanted, file));
    const auto observations = file.layers.empty() ? nullptr : readObservations(reader, file.spots->size());
    for (auto& layer : file.layers)
        layer.observations = observations;
    return file;
}

} // namespace

Result<Normalisation> normalisationOfH5ad(const std::filesystem::path& path)
{
    return readH5(path, [](const H5Reader& reader) {
        return provenanceOf(scalarsOf(reader, "uns/transcope")).normalisation;
    });
}

Result<H5adFile> readH5ad(const std::filesystem::path& path, H5adLayers wanted)
{
    return readH5(path, [&](const H5Reader& reader) { return readAll(reader, wanted); });
}

} // namespace transcope::core
