#include "core/io/h5adwrite.h"
#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/expression/normalisation.h"
#include "core/expression/rowpart.h"
#include "core/h5/h5writer.h"
#include "core/io/provenancejson.h"
#include "core/slide/thumbnail.h"
#include "core/spots/spottable.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>
#include <unordered_set>

namespace transcope::core {

using nlohmann::json;

namespace {

/// Whether a layer's columns are no genes, and so belong into obs.
bool isPerSpot(const Layer& layer)
{
    return layer.provenance.part == partname::Appearance;
}

GeneList unionOf(const std::vector<const Layer*>& layers)
{
    GeneList genes;
    std::unordered_set<std::string> known;
    for (const auto* layer : layers) {
        if (isPerSpot(*layer))
            continue;
        for (const auto& gene : layer->genes) {
            if (known.insert(geneKey(gene)).second)
                genes.push_back(gene);
        }
    }
    return genes;
}

/// Row-major spots × genes; NaN where the layer lacks a gene.
Result<std::vector<float>> rowsOf(const Layer& layer, const GeneList& genes, std::size_t spots)
{
    std::vector<float> rows(spots * genes.size(), std::numeric_limits<float>::quiet_NaN());
    const auto matches = matchGenes(genes, layer.genes);
    for (std::size_t g = 0; g < genes.size(); ++g) {
        if (matches.columns[g] < 0)
            continue;
        TRY(const auto gene, layer.values->gene(static_cast<std::size_t>(matches.columns[g])));
        for (std::size_t s = 0; s < spots; ++s)
            rows[s * genes.size() + g] = gene[s];
    }
    return rows;
}

void writeScalars(H5Writer& writer, const std::string& group, const json& object)
{
    for (const auto& [key, value] : object.items()) {
        const auto path = group + "/" + key;
        if (value.is_string())
            writer.textScalar(path, value.get<std::string>());
        else if (value.is_number())
            writer.numberScalar(path, value.get<double>());
    }
}

json layerToJson(const Layer& layer)
{
    auto object = toJson(layer.provenance);
    object["layer"] = layer.name;
    return object;
}

/// '/' separates groups in HDF5, so a name may not have it.
std::string safeName(std::string name)
{
    std::replace(name.begin(), name.end(), '/', '_');
    return name.empty() || name == "." ? "layer" : name;
}

/// How a layer besides X is called.
std::string matrixName(const Layer& layer, const Layer& first)
{
    return isPartOf(layer.provenance, first.provenance) ? layer.provenance.part : safeName(layer.name);
}

/// Columns of obs that X's run gave; their names go to `order`.
Result<void> writePerSpot(H5Writer& writer, const std::vector<const Layer*>& layers,
                          std::vector<std::string>& order)
{
    for (const auto* layer : layers) {
        if (!isPerSpot(*layer) || !isPartOf(layer->provenance, layers.front()->provenance))
            continue;
        for (std::size_t column = 0; column < layer->genes.size(); ++column) {
            TRY(const auto values, layer->values->gene(column));
            writer.floats("obs/" + layer->genes[column].symbol, values);
            order.push_back(layer->genes[column].symbol);
        }
    }
    return {};
}

/// What a file said of the spots, of the first layer that has it. order: names that are there already.
void writeObservations(H5Writer& writer, const std::vector<const Layer*>& layers,
                       std::vector<std::string>& order)
{
    const auto with =
        std::ranges::find_if(layers, [](const Layer* layer) { return layer->observations != nullptr; });
    for (const auto& column : with != layers.end() ? *(*with)->observations : Observations{}) {
        const auto name = safeName(column.name);
        if (std::ranges::find(order, name) != order.end())
            continue;
        order.push_back(name);
        if (column.isCategorical())
            writer.categorical("obs/" + name, column.categories, column.codes);
        else
            writer.floats("obs/" + name, column.numbers);
    }
}

Result<void> writeObs(H5Writer& writer, const SpotTable& spots, const std::vector<const Layer*>& layers)
{
    const Layer& first = *layers.front();
    std::vector<std::string> ids;
    std::vector<std::int64_t> rows, columns;
    for (const auto& spot : spots.spots) {
        ids.push_back(spot.id);
        rows.push_back(spot.arrayRow);
        columns.push_back(spot.arrayCol);
    }
    std::vector<std::string> order = {"in_tissue", "array_row", "array_col"};
    writer.group("obs", "dataframe", "0.2.0");
    writer.textAttribute("obs", "_index", "_index");
    writer.texts("obs/_index", ids);
    writer.integers("obs/in_tissue", std::vector<std::int64_t>(ids.size(), 1));
    writer.integers("obs/array_row", rows);
    writer.integers("obs/array_col", columns);
    if (first.padded.size() == spots.size()) {
        writer.flags("obs/padded", first.padded);
        order.emplace_back("padded");
    }
    TRY_RUN(writePerSpot(writer, layers, order));
    writeObservations(writer, layers, order);
    writer.textListAttribute("obs", "column-order", order);
    return {};
}

/// Per gene what the shares of X's levels lack to X: its mean over the spots that have values, between which
/// it differs by rounding alone. Empty where there are no shares.
Result<std::vector<float>> biasOf(const std::vector<const Layer*>& layers, const GeneList& genes)
{
    std::vector<const Layer*> shares;
    for (const auto* layer : layers)
        if (isPartOf(layer->provenance, layers.front()->provenance) &&
            layer->provenance.part.starts_with(partname::Level))
            shares.push_back(layer);
    if (shares.empty())
        return std::vector<float>();
    std::vector<float> bias(genes.size(), std::numeric_limits<float>::quiet_NaN());
    const std::size_t known = std::min(genes.size(), layers.front()->genes.size());
    for (std::size_t gene = 0; gene < known; ++gene) {
        TRY(const auto whole, layers.front()->values->gene(gene));
        std::vector<double> lacking(whole.begin(), whole.end());
        for (const auto* share : shares) {
            TRY(const auto values, share->values->gene(gene));
            for (std::size_t spot = 0; spot < lacking.size(); ++spot)
                lacking[spot] -= static_cast<double>(values[spot]);
        }
        std::erase_if(lacking, [](double value) { return std::isnan(value); });
        bias[gene] = static_cast<float>(std::accumulate(lacking.begin(), lacking.end(), 0.0) /
                                        static_cast<double>(lacking.size()));
    }
    return bias;
}

Result<void> writeVar(H5Writer& writer, const GeneList& genes, const std::vector<const Layer*>& layers,
                      const std::vector<GeneFlags>& geneFlags)
{
    const Layer& first = *layers.front();
    std::vector<std::string> symbols, ids;
    for (const auto& gene : genes) {
        symbols.push_back(gene.symbol);
        ids.push_back(gene.id);
    }
    std::vector<std::string> order = {"symbol", "gene_ids"};
    writer.group("var", "dataframe", "0.2.0");
    writer.textAttribute("var", "_index", "_index");
    writer.texts("var/_index", uniqueNames(genes));
    writer.texts("var/symbol", symbols);
    writer.texts("var/gene_ids", ids);
    if (!first.heldOutScore.empty()) {
        std::vector<float> scores(genes.size(), std::numeric_limits<float>::quiet_NaN());
        std::copy_n(first.heldOutScore.begin(), std::min(scores.size(), first.heldOutScore.size()),
                    scores.begin());
        writer.floats("var/held_out_pearson", scores);
        order.emplace_back("held_out_pearson");
    }
    for (const GeneFlags& column : geneFlags) {
        std::vector<std::uint8_t> flags = column.values;
        flags.resize(genes.size()); // genes that only other layers have
        writer.flags("var/" + column.name, flags);
        order.push_back(column.name);
    }
    TRY(const auto bias, biasOf(layers, genes));
    if (!bias.empty()) {
        writer.floats("var/bias", bias);
        order.emplace_back("bias");
    }
    writer.textListAttribute("var", "column-order", order);
    return {};
}

/// One of the pictures that Space Ranger makes: at most `side` px, values from 0 to 1 as matplotlib reads a
/// PNG. What it lacks in size to level 0 becomes a scale factor.
Result<void> writePicture(H5Writer& writer, const std::string& folder, const std::string& name,
                          std::int64_t side, const H5adExtras& extras)
{
    TRY(const auto image, readThumbnail(*extras.slide, {side, side}, extras.stop));
    std::vector<float> values(image.rgb.size());
    std::ranges::transform(image.rgb, values.begin(),
                           [](std::uint8_t v) { return static_cast<float>(v) / 255; });
    const auto height = static_cast<std::size_t>(image.height), width = static_cast<std::size_t>(image.width);
    writer.floatArray(folder + "/images/" + name, values, {height, width, 3});
    const auto level0 = extras.slide->sizeLevel0Px();
    writer.numberScalar(folder + "/scalefactors/tissue_" + name + "_scalef",
                        static_cast<double>(std::max(width, height)) /
                            static_cast<double>(std::max(level0.width, level0.height)));
    return {};
}

/// uns["spatial"][library] without pictures. Gives where.
std::string writeScaleFactors(H5Writer& writer, const std::string& library, const SpotTable& spots)
{
    // Space Ranger's frame has circles of 105 µm where its spots are said to have 65: what plots scale by.
    constexpr double FiducialsPerSpot = 105.0 / 65.0;
    const auto folder = "uns/spatial/" + safeName(library);
    writer.group(folder, "dict", "0.1.0");
    writer.group(folder + "/images", "dict", "0.1.0");
    writer.group(folder + "/scalefactors", "dict", "0.1.0");
    const auto diameter = spots.diameterLevel0Px;
    writer.numberScalar(folder + "/scalefactors/spot_diameter_fullres", diameter);
    writer.numberScalar(folder + "/scalefactors/fiducial_diameter_fullres", diameter * FiducialsPerSpot);
    return folder;
}

/// uns["spatial"].
Result<void> writeSpatial(H5Writer& writer, const SpotTable& spots, const H5adExtras& extras,
                          std::span<const H5adPart> parts)
{
    constexpr std::int64_t HiresPx = 2000, LowresPx = 600;
    writer.group("uns/spatial", "dict", "0.1.0");
    for (const auto& part : parts)
        writeScaleFactors(writer, part.name, *part.spots);
    if (!parts.empty())
        return {};
    const auto folder = writeScaleFactors(writer, extras.library, spots);
    if (extras.slide == nullptr)
        return {};
    TRY_RUN(writePicture(writer, folder, "hires", HiresPx, extras));
    return writePicture(writer, folder, "lowres", LowresPx, extras);
}

/// What the numbers are, in words.
void writeUnits(H5Writer& writer, const Layer& first, bool ofSeveral)
{
    writer.group("uns/transcope/units", "dict", "0.1.0");
    writer.textScalar("uns/transcope/units/X", std::string(valueLabel(first.provenance.normalisation)));
    writer.textScalar("uns/transcope/units/spatial",
                      ofSeveral
                          ? "level-0 px of the slide that obs['library_id'] names, x to the right, y down; "
                            "slides have no common frame"
                          : "level-0 px of the slide, x to the right, y down");
}

void writeProvenance(H5Writer& writer, const SpotTable& spots, const std::vector<const Layer*>& layers,
                     std::span<const H5adPart> parts)
{
    writer.group("uns/transcope", "dict", "0.1.0");
    auto object = layerToJson(*layers.front());
    if (parts.empty())
        object.update(geometryToJson(spots));
    writeScalars(writer, "uns/transcope", object);
    writeUnits(writer, *layers.front(), !parts.empty());
    writer.group("uns/transcope/layers", "dict", "0.1.0");
    for (std::size_t i = 1; i < layers.size(); ++i) {
        const auto group = "uns/transcope/layers/" + matrixName(*layers[i], *layers.front());
        writer.group(group, "dict", "0.1.0");
        writeScalars(writer, group, layerToJson(*layers[i]));
    }
    if (!parts.empty())
        writer.group("uns/transcope/sections", "dict", "0.1.0");
    for (const auto& part : parts) {
        const auto group = "uns/transcope/sections/" + safeName(part.name);
        writer.group(group, "dict", "0.1.0");
        auto facts = geometryToJson(*part.spots);
        facts.update(part.facts);
        writeScalars(writer, group, facts);
    }
}

Result<void> writeMatrices(H5Writer& writer, const std::vector<const Layer*>& layers, const GeneList& genes)
{
    writer.group("layers", "dict", "0.1.0");
    for (const auto* layer : layers) {
        if (isPerSpot(*layer))
            continue;
        TRY(const auto rows, rowsOf(*layer, genes, layer->spots->size()));
        writer.floatArray(layer == layers.front() ? "X" : "layers/" + matrixName(*layer, *layers.front()),
                          rows, {layer->spots->size(), genes.size()});
    }
    return {};
}

void writePlaces(H5Writer& writer, const SpotTable& spots)
{
    std::vector<double> places;
    for (const auto& spot : spots.spots) {
        places.push_back(spot.centreLevel0Px.x);
        places.push_back(spot.centreLevel0Px.y);
    }
    writer.group("obsm", "dict", "0.1.0");
    writer.doubleMatrix("obsm/spatial", places, 2);
    for (const char* empty : {"obsp", "varm", "varp"})
        writer.group(empty, "dict", "0.1.0");
}

} // namespace

Result<void> writeH5ad(const std::filesystem::path& out, const std::vector<const Layer*>& layers,
                       const H5adExtras& extras)
{
    return writeH5adParts(out, layers, extras, {});
}

Result<void> writeH5adParts(const std::filesystem::path& out, const std::vector<const Layer*>& layers,
                            const H5adExtras& extras, std::span<const H5adPart> parts)
{
    if (layers.empty())
        return fail(ErrorCode::InvalidArgument, out.string() + ": no layer to write",
                    "Choose at least one layer");
    const H5Lock lock;
    H5Writer writer(out.string());
    const auto genes = unionOf(layers);
    const auto& spots = *layers.front()->spots;
    writer.group("/", "anndata", "0.1.0");
    TRY_RUN(writeObs(writer, spots, layers));
    TRY_RUN(writeVar(writer, genes, layers, extras.geneFlags));
    TRY_RUN(writeMatrices(writer, layers, genes));
    writePlaces(writer, spots);
    writer.group("uns", "dict", "0.1.0");
    TRY_RUN(writeSpatial(writer, spots, extras, parts));
    writeProvenance(writer, spots, layers, parts);
    const auto bytes = writer.close();
    if (!bytes)
        return fail(ErrorCode::WriteFailed, out.string() + ": HDF5 could not put it together",
                    "Check that there is enough memory");
    return writeTextAtomically(out, *bytes);
}

} // namespace transcope::core
