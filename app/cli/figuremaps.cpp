#include "app/cli/figuremaps.h"

#include "app/cli/mapoption.h"
#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/evaluation/evaluation.h"
#include "core/expression/pickedexpression.h"
#include "core/figure/figurebatch.h"
#include "core/io/genelists.h"
#include "core/run/target.h"
#include "core/slide/slideimport.h"
#include "core/spots/spotmatching.h"

namespace transcope::app {

using namespace transcope::core;

namespace {

/// A prediction without places takes those of the section's spots of the same ids.
Result<void> placeSpots(Prediction& prediction, const SpotTable& measured, std::vector<std::string>& notes)
{
    const auto matches = matchSpots(*prediction.layer.spots, measured, prediction.hasCoordinates);
    const std::size_t matched = matches.byId + matches.byPosition;
    if (matched == 0)
        return fail(ErrorCode::BadInput,
                    prediction.file.string() + ": none of its " +
                        std::to_string(prediction.layer.spots->size()) + " spots is one of the section's " +
                        std::to_string(measured.size()),
                    "Name predictions of this section");
    if (!matches.unmatched.empty())
        notes.push_back(prediction.layer.name + ": " + matchText(matches, *prediction.layer.spots));
    if (prediction.hasCoordinates)
        return {};
    SpotTable placed = measured;
    placed.spots.clear();
    std::vector<int> rows;
    for (std::size_t s = 0; s < matches.rows.size(); ++s) {
        if (matches.rows[s] < 0)
            continue;
        rows.push_back(static_cast<int>(s));
        placed.spots.push_back(measured.spots[static_cast<std::size_t>(matches.rows[s])]);
    }
    prediction.layer.values = pickedSpots(prediction.layer.values, std::move(rows));
    prediction.layer.spots = std::make_shared<const SpotTable>(std::move(placed));
    prediction.layer.padded.clear();
    return {};
}

/// Of the slide, else of the spots' platform.
std::optional<double> scaleBarUnit(const Slide& slide, const SpotTable& spots)
{
    return slide.umPerPx() ? slide.umPerPx() : spots.umPerPx;
}

std::string notesText(const std::vector<std::string>& notes)
{
    std::string text;
    for (const auto& note : notes)
        text += note + "\n";
    return text;
}

Output outputOf(const FigureMapsOptions& options, const FigureSource& source, const MapGrid& grid, SizeI size)
{
    Output output;
    output.json = {{"out", options.out.string()},    {"width", size.width},
                   {"height", size.height},          {"rows", grid.rows.size()},
                   {"columns", grid.columns.size()}, {"columnNames", grid.columns},
                   {"notes", source.notes}};
    for (const auto& row : grid.rows)
        output.json["rowNames"].push_back(row.name);
    output.text = "Wrote " + options.out.string() + ": " + std::to_string(grid.rows.size()) + " × " +
                  std::to_string(grid.columns.size()) + " maps, " + std::to_string(size.width) + " × " +
                  std::to_string(size.height) + " px\n" + notesText(source.notes);
    return output;
}

Result<std::vector<std::string>> genesOf(const FigureGenesOptions& options)
{
    auto genes = options.genes;
    if (options.geneList.empty())
        return genes;
    TRY(const auto lists, readGeneLists(options.geneList));
    for (const auto& list : lists)
        for (const auto& gene : list.genes)
            genes.push_back(gene.name());
    return genes;
}

} // namespace

Result<FigureSource> figureSource(const FigureFiles& files, const Context& context)
{
    FigureSource source;
    auto set = std::make_shared<LayerSet>();
    std::optional<TruthSection> truth;
    if (!files.truth.empty()) {
        TRY(truth, loadTruth(files.truth));
        source.measured = measuredLayer(*truth, "Ground truth");
        source.columns.push_back(source.measured);
        TRY_RUN(set->add(source.measured));
    }
    for (const auto& path : files.predicted) {
        TRY(auto predictions, loadPredictions(path));
        for (auto& prediction : predictions) {
            prediction.layer.kind = LayerKind::Predicted;
            prediction.layer.name = methodNameOf(prediction, truth ? truth->name : std::string());
            if (truth)
                TRY_RUN(placeSpots(prediction, truth->spots, source.notes));
            source.columns.push_back(std::make_shared<const Layer>(std::move(prediction.layer)));
            set->add(source.columns.back(), false);
        }
    }
    for (const auto& layer : source.columns)
        source.names.push_back(layer->name);
    source.layers = std::move(set);
    TRY(source.slide, openOrImportSlide(files.slide, defaultCacheDir(), context.progress, context.stop));
    source.umPerPx = scaleBarUnit(*source.slide, *source.columns.front()->spots);
    return source;
}

Result<MapGrid> mapFigure(const FigureMapsOptions& options, const FigureSource& source,
                          const Context& context)
{
    std::vector<FigureRow> rows;
    if (options.pca)
        rows.push_back({MapRecipe{MapKind::PcaRgb}, "PCA"});
    for (const auto& map : options.maps) {
        TRY(auto recipe, recipeOfOption(map));
        rows.push_back({std::move(recipe), {}});
    }
    for (const auto& gene : options.genes)
        rows.push_back({geneRecipe(gene), gene});
    return mapFigure(source, rows, options.look, context.stop);
}

Result<Output> figureMaps(const FigureMapsOptions& options, const Context& context)
{
    TRY(const auto source, figureSource(options.files, context));
    TRY(const auto grid, mapFigure(options, source, context));
    TRY(const auto size, writeMapGrid(grid, options.out, context.stop));
    return outputOf(options, source, grid, size);
}

Result<Output> figureGenes(const FigureGenesOptions& options, const Context& context)
{
    TRY(auto genes, genesOf(options));
    TRY(const auto source, figureSource(options.files, context));
    TRY(const auto written,
        writeFigureBatch(source, {std::move(genes), options.folder, "." + options.ending, options.look},
                         context.progress, context.stop));
    Output output;
    output.json = {{"sheet", written.sheet.string()},
                   {"pictures", nlohmann::json::array()},
                   {"missing", written.missing},
                   {"notes", source.notes}};
    for (const auto& picture : written.pictures)
        output.json["pictures"].push_back(picture.string());
    output.text = "Wrote " + std::to_string(written.pictures.size()) + " pictures and " +
                  written.sheet.string() + "\n" + notesText(source.notes);
    if (!written.missing.empty())
        output.text += "Not among the genes of any layer: " + nameList(written.missing) + "\n";
    return output;
}

} // namespace transcope::app
