#include "app/cli/figuremaps.h"

#include "app/cli/mapoption.h"
#include "core/base/try.h"
#include "core/evaluation/evaluation.h"
#include "core/expression/normalisation.h"
#include "core/expression/pickedexpression.h"
#include "core/figure/figure.h"
#include "core/figure/mapgrid.h"
#include "core/map/paintedspots.h"
#include "core/run/target.h"
#include "core/slide/slideimport.h"
#include "core/spots/spotmatching.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::app {

using namespace transcope::core;

namespace {

/// The measurement first, where there is one, then each prediction.
struct Columns
{
    bool hasTruth = false;
    std::size_t firstPredicted() const { return hasTruth ? 1 : 0; }
    std::shared_ptr<LayerSet> set = std::make_shared<LayerSet>();
    std::vector<LayerPtr> layers;
    std::vector<Provenance> shown; ///< per layer, with the normalisation that maps show it in
    std::vector<std::string> notes;
};

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

Result<Columns> columnsOf(const FigureMapsOptions& options)
{
    Columns columns;
    std::optional<TruthSection> truth;
    if (!options.truth.empty()) {
        TRY(truth, loadTruth(options.truth));
        columns.hasTruth = true;
        columns.layers.push_back(measuredLayer(*truth, "Ground truth"));
        TRY_RUN(columns.set->add(columns.layers.front()));
    }
    for (const auto& path : options.predicted) {
        TRY(auto predictions, loadPredictions(path));
        for (auto& prediction : predictions) {
            prediction.layer.kind = LayerKind::Predicted;
            prediction.layer.name = methodNameOf(prediction, truth ? truth->name : std::string());
            if (truth)
                TRY_RUN(placeSpots(prediction, truth->spots, columns.notes));
            columns.layers.push_back(std::make_shared<const Layer>(std::move(prediction.layer)));
            columns.set->add(columns.layers.back(), false);
        }
    }
    return columns;
}

/// A row in one scale needs values of one kind.
Result<void> checkNormalisations(const Columns& columns)
{
    for (std::size_t c = columns.firstPredicted() + 1; c < columns.layers.size(); ++c) {
        const auto& first = *columns.layers[columns.firstPredicted()];
        const auto& other = *columns.layers[c];
        if (first.provenance.normalisation != other.provenance.normalisation)
            return fail(ErrorCode::InvalidArgument,
                        first.name + " is in " + std::string(name(first.provenance.normalisation)) + " and " +
                            other.name + " in " + std::string(name(other.provenance.normalisation)) +
                            ": a row cannot have one scale",
                        "Make a figure of each");
    }
    return {};
}

Result<std::vector<Map>> mapsOf(const MapRecipe& recipe, const Columns& columns, std::stop_token stop)
{
    std::vector<Map> maps;
    for (std::size_t c = 0; c < columns.layers.size(); ++c) {
        const auto& predicted = columns.layers.size() > columns.firstPredicted()
                                    ? columns.layers[std::max(c, columns.firstPredicted())]
                                    : LayerPtr();
        const auto measured = columns.hasTruth ? columns.layers.front() : LayerPtr();
        TRY(auto map, makeMap(recipe, {columns.set, columns.layers[c], measured, predicted}, stop));
        maps.push_back(std::move(map));
    }
    return maps;
}

/// One that all maps of a row fit into; absent where they have none.
std::optional<ColourScale> commonScale(const std::vector<Map>& maps)
{
    std::optional<ValueRange> range;
    const Map* any = nullptr;
    for (const auto& map : maps) {
        if (!map.notice.empty() || !map.hasRange())
            continue;
        any = &map;
        range = range ? ValueRange{std::min(range->low, map.range.low), std::max(range->high, map.range.high)}
                      : map.range;
    }
    return any != nullptr ? scaleOf(*any, *range, ColourMap::Viridis) : std::nullopt;
}

/// rowName: empty for what the map calls itself.
Result<GridRow> rowOf(const std::string& rowName, const MapRecipe& recipe, Columns& columns,
                      const FigureMapsOptions& options, std::stop_token stop)
{
    TRY(const auto maps, mapsOf(recipe, columns, stop));
    const auto shownName = rowName.empty() ? maps.front().what.english() : rowName;
    const bool none = std::ranges::all_of(maps, [](const Map& map) { return !map.notice.empty(); });
    if (none)
        return fail(ErrorCode::NotFound,
                    (columns.hasTruth ? options.truth : options.predicted.front()) + ": no layer has \"" +
                        shownName + "\" to be shown",
                    "Run transcope-cli info to see what there is; genes can be named by Ensembl id too");
    GridRow row{shownName, {}, commonScale(maps), {}};
    for (std::size_t c = 0; c < maps.size(); ++c) {
        const auto& map = maps[c];
        row.cells.push_back({paintedSpots(map, row.scale), map.notice.english()});
        if (!map.notice.empty())
            continue;
        columns.shown[c] = map.provenance;
        if (row.scale)
            row.scaleLabel = map.label.english();
        if (map.mixesLegend() && recipe.kind == MapKind::Blend) // of components each column has its own
            row.mix = map.legend;
    }
    return row;
}

Result<std::shared_ptr<const Slide>> slideOf(const FigureMapsOptions& options, const Context& context)
{
    return openOrImportSlide(options.slide, defaultCacheDir(), context.progress, context.stop);
}

/// Of the slide, else of the spots' platform.
std::optional<double> scaleBarUnit(const Slide& slide, const SpotTable& spots)
{
    return slide.umPerPx() ? slide.umPerPx() : spots.umPerPx;
}

Output outputOf(const FigureMapsOptions& options, const MapFigure& figure, SizeI size)
{
    const auto& grid = figure.grid;
    Output output;
    output.json = {{"out", options.out.string()},    {"width", size.width},
                   {"height", size.height},          {"rows", grid.rows.size()},
                   {"columns", grid.columns.size()}, {"columnNames", grid.columns},
                   {"notes", figure.notes}};
    for (const auto& row : grid.rows)
        output.json["rowNames"].push_back(row.name);
    output.text = "Wrote " + options.out.string() + ": " + std::to_string(grid.rows.size()) + " × " +
                  std::to_string(grid.columns.size()) + " maps, " + std::to_string(size.width) + " × " +
                  std::to_string(size.height) + " px\n";
    for (const auto& note : figure.notes)
        output.text += note + "\n";
    return output;
}

} // namespace

Result<MapFigure> mapFigure(const FigureMapsOptions& options, const Context& context)
{
    TRY(auto columns, columnsOf(options));
    TRY_RUN(checkNormalisations(columns));
    TRY(const auto slide, slideOf(options, context));
    MapGrid grid;
    std::vector<std::shared_ptr<const SpotTable>> tables;
    for (const auto& layer : columns.layers) {
        columns.shown.push_back(layer->provenance);
        grid.columns.push_back(layer->name);
        tables.push_back(layer->spots);
    }
    if (options.pca) {
        TRY(auto row, rowOf("PCA", MapRecipe{MapKind::PcaRgb}, columns, options, context.stop));
        grid.rows.push_back(std::move(row));
    }
    for (const auto& map : options.maps) {
        TRY(const auto recipe, recipeOfOption(map));
        TRY(auto row, rowOf({}, recipe, columns, options, context.stop));
        grid.rows.push_back(std::move(row));
    }
    for (const auto& gene : options.genes) {
        TRY(auto row, rowOf(gene, geneRecipe(gene), columns, options, context.stop));
        grid.rows.push_back(std::move(row));
    }
    grid.regionLevel0Px = regionAround(tables);
    grid.umPerPx = scaleBarUnit(*slide, *tables.front());
    if (options.tissue)
        grid.slide = slide;
    for (std::size_t c = 0; c < columns.layers.size(); ++c)
        grid.provenance.push_back(
            grid.columns[c] + ": " +
            provenanceLine(columns.shown[c], columns.layers[c]->genes.size(), std::nullopt));
    if (options.pca)
        grid.provenance.push_back(
            "PCA: first three components as red, green and blue, each column fitted by itself: "
            "colours are compared within a column, not between columns");
    for (const auto& note : columns.notes)
        grid.provenance.push_back(note);
    grid.widthMm = options.widthMm;
    grid.dpi = options.dpi;
    return MapFigure{std::move(grid), std::move(columns.notes)};
}

Result<Output> figureMaps(const FigureMapsOptions& options, const Context& context)
{
    TRY(const auto figure, mapFigure(options, context));
    TRY(const auto size, writeMapGrid(figure.grid, options.out, context.stop));
    return outputOf(options, figure, size);
}

} // namespace transcope::app
