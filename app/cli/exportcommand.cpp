#include "app/cli/commandlist.h"

#include "app/cli/exportpicture.h"
#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/io/geojson.h"
#include "core/io/h5ad.h"
#include "core/io/loupe.h"
#include "core/io/spottablefile.h"
#include "core/region/regionfile.h"
#include "core/session/session.h"
#include "core/slide/slideimport.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>

namespace transcope::app {

namespace fs = std::filesystem;
using namespace transcope::core;

namespace {

struct Options
{
    fs::path session;
    std::string layer;
    PictureOptions picture;
    fs::path out;
};

std::string namesOf(const std::vector<LayerInfo>& layers)
{
    std::string names;
    for (const auto& layer : layers)
        names += (names.empty() ? "" : ", ") + layer.name;
    return names;
}

Result<LayerInfo> layerNamed(const Session& session, const std::string& name)
{
    TRY(const auto layers, session.layers());
    const auto found = std::ranges::find(layers, name, &LayerInfo::name);
    if (found == layers.end())
        return fail(ErrorCode::NotFound, session.path().string() + ": there is no layer \"" + name + "\"",
                    layers.empty() ? "The session has no layers yet" : "It has: " + namesOf(layers));
    return *found;
}

/// The layer reduced to one gene, or whole where none is named.
Result<Layer> reducedTo(const std::string& gene, Layer layer)
{
    if (gene.empty())
        return layer;
    const int column = findGene(layer.genes, gene);
    if (column < 0)
        return fail(ErrorCode::NotFound, "layer " + layer.name + " has no gene \"" + gene + "\"",
                    "Run transcope-cli info to see what there is, or use the Ensembl id");
    const auto index = static_cast<std::size_t>(column);
    TRY(auto values, columnsOf(*layer.values, std::array{column}));
    layer.values = denseExpression(std::move(values));
    layer.genes = {layer.genes[index]};
    if (!layer.heldOutScore.empty())
        layer.heldOutScore = {layer.heldOutScore[index]};
    return layer;
}

/// Of every spot the names of the session's regions that it lies in; none without regions.
Result<std::vector<LoupeColumn>> regionColumn(const Session& session, const SpotTable& spots)
{
    TRY(const auto regions, regionsOf(session));
    if (regions.empty())
        return std::vector<LoupeColumn>{};
    LoupeColumn column{"Region", {}};
    for (const auto& spot : spots.spots) {
        std::string names;
        for (const auto& region : regions)
            if (contains(region, spot.centreLevel0Px))
                names += (names.empty() ? "" : " + ") +
                         (region.name.empty() ? region.classification : region.name);
        column.values.push_back(std::move(names));
    }
    return std::vector{std::move(column)};
}

/// With the slide's pictures, where it can be opened; else `warnings` says why not.
Result<void> exportH5ad(const Options& options, const Session& session, const Layer& layer,
                        std::vector<std::string>& warnings, const Context& context)
{
    const auto path = options.picture.slide.empty() ? session.slide().path : fs::path(options.picture.slide);
    const auto slide = openOrImportSlide(path, defaultCacheDir(), context.progress, context.stop);
    if (!slide && slide.error().code == ErrorCode::Cancelled)
        return tl::unexpected(slide.error());
    if (!slide)
        warnings.push_back("without pictures of the slide: " + slide.error().message);
    return writeH5ad(
        options.out, {&layer},
        {session.slide().path.stem().string(), {}, slide ? slide->get() : nullptr, context.stop});
}

Result<void> writeData(const Options& options, const Session& session, const Layer& layer,
                       std::vector<std::string>& warnings, const Context& context)
{
    const auto ending = options.out.extension();
    if (isLoupeName(options.out)) {
        TRY(const auto regions, regionColumn(session, *layer.spots));
        return writeLoupeCsv(options.out, layer, regions);
    }
    if (ending == ".csv")
        return writeSpotTable(options.out, layer);
    if (ending == ".geojson")
        return writeGeoJson(options.out, layer);
    return exportH5ad(options, session, layer, warnings, context);
}

Result<Output> exportData(const Options& options, const Session& session, const LayerInfo& info,
                          const Context& context)
{
    TRY(auto whole, session.readLayer(info.id));
    TRY(const auto layer, reducedTo(options.picture.gene, std::move(whole)));
    std::vector<std::string> warnings;
    TRY_RUN(writeData(options, session, layer, warnings, context));
    const auto spots = layer.spots->size();
    Output output{{{"out", options.out.string()},
                   {"spots", spots},
                   {"genes", layer.genes.size()},
                   {"warnings", warnings}},
                  "Wrote " + options.out.string() + ": " + std::to_string(spots) + " spots, " +
                      std::to_string(layer.genes.size()) + " genes\n"};
    for (const auto& warning : warnings)
        output.text += "note: " + warning + "\n";
    return output;
}

Result<Output> runExport(const Options& options, const Context& context)
{
    TRY(const auto session, openSession(options.session));
    TRY(const auto layer, layerNamed(*session, options.layer));
    const auto ending = options.out.extension();
    if (ending == ".csv" || ending == ".h5ad" || ending == ".geojson")
        return exportData(options, *session, layer, context);
    return exportPicture(options.picture, *session, layer.name, options.out, context);
}

} // namespace

void addExport(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add("export", "pictures with legend and scale bar, or data, from a session",
                                 [options](const Context& context) { return runExport(*options, context); });
    sub->add_option("session", options->session, "a .transcope file")->required();
    sub->add_option("--layer", options->layer, "which layer, by name (info lists them)")->required();
    auto& picture = options->picture;
    auto* gene = sub->add_option("--gene", picture.gene,
                                 "symbol or Ensembl id; data files hold every gene without it");
    auto* pca =
        sub->add_flag("--pca", picture.pca, "the first three principal components as red, green and blue");
    gene->excludes(pca);
    sub->add_flag("--residual", picture.residual, "the gene's predicted minus measured values")
        ->needs(gene)
        ->excludes(pca);
    sub->add_option(
           "--map", picture.map,
           "any map, as a recipe in JSON or a file of it: {\"kind\":\"blend\",\"genes\":[\"A\",\"B\"]}")
        ->excludes(gene)
        ->excludes(pca);
    sub->add_option("--truth", picture.truth,
                    "the measured section, where the session has no measured layer or another is wanted");
    sub->add_option("--colours", picture.colours,
                    "viridis, magma, inferno, cividis, turbo, grey or diverging (--residual's default)");
    sub->add_option("--range", picture.range,
                    "low and high end of the colours: values, or percentiles as p99")
        ->expected(2);
    sub->add_option("--opacity", picture.opacity, "of the spots, 0 to 1")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    sub->add_option("--width", picture.widthPx, "of the slide in the picture, px")
        ->check(CLI::Range(64, 20000))
        ->capture_default_str();
    sub->add_option("--slide", picture.slide,
                    "the slide, where it is no longer where the session remembers it");
    sub->add_option("--out", options->out, "F.png, .tif, .svg, .pdf, .geojson, .csv, .loupe.csv or .h5ad")
        ->required();
}

} // namespace transcope::app
