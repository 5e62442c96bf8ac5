#include "core/figure/mapfigure.h"

#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "core/figure/figure.h"
#include "core/map/paintedspots.h"

#include <algorithm>

namespace transcope::core {

namespace {

/// The first column that is no measurement; nullptr where all are.
LayerPtr firstPredicted(const FigureSource& source)
{
    const auto found =
        std::ranges::find_if(source.columns, [&](const LayerPtr& layer) { return layer != source.measured; });
    return found != source.columns.end() ? *found : nullptr;
}

/// A row in one scale needs values of one kind.
Result<void> checkNormalisations(const FigureSource& source)
{
    const auto first = firstPredicted(source);
    for (const auto& other : source.columns)
        if (other != source.measured && first->provenance.normalisation != other->provenance.normalisation)
            return fail(ErrorCode::InvalidArgument,
                        first->name + " is in " + std::string(name(first->provenance.normalisation)) +
                            " and " + other->name + " in " +
                            std::string(name(other->provenance.normalisation)) +
                            ": a row cannot have one scale",
                        "Make a figure of each");
    return {};
}

Result<std::vector<Map>> mapsOf(const MapRecipe& recipe, const FigureSource& source, std::stop_token stop)
{
    std::vector<Map> maps;
    for (const auto& column : source.columns) {
        const auto& predicted = column == source.measured ? firstPredicted(source) : column;
        TRY(auto map, makeMap(recipe, {source.layers, column, source.measured, predicted}, stop));
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

/// A row drawn, and what its columns show.
struct DrawnRow
{
    GridRow row;
    std::vector<std::optional<Provenance>> shown; ///< per column, where it has the map
};

Result<DrawnRow> rowOf(const FigureRow& wanted, const FigureSource& source, std::stop_token stop)
{
    TRY(const auto maps, mapsOf(wanted.recipe, source, stop));
    const auto name = wanted.name.empty() ? maps.front().what.english() : wanted.name;
    if (std::ranges::all_of(maps, [](const Map& map) { return !map.notice.empty(); }))
        return fail(ErrorCode::NotFound,
                    "none of the layers " + nameList(source.names) + " has \"" + name + "\" to be shown",
                    "Look at the list of genes that there are; genes can be named by Ensembl id too");
    DrawnRow drawn{{name, {}, commonScale(maps), {}}, {}};
    for (const auto& map : maps) {
        drawn.row.cells.push_back({paintedSpots(map, drawn.row.scale), map.notice.english()});
        drawn.shown.push_back(map.notice.empty() ? std::optional(map.provenance) : std::nullopt);
        if (!map.notice.empty())
            continue;
        if (drawn.row.scale)
            drawn.row.scaleLabel = map.label.english();
        if (map.mixesLegend() &&
            wanted.recipe.kind == MapKind::Blend) // of components each column has its own
            drawn.row.mix = map.legend;
    }
    return drawn;
}

RectI regionOf(const FigureSource& source)
{
    std::vector<std::shared_ptr<const SpotTable>> tables;
    for (const auto& layer : source.columns)
        tables.push_back(layer->spots);
    return regionAround(tables);
}

MapGrid emptyGrid(const FigureSource& source, const FigureLook& look)
{
    MapGrid grid;
    grid.columns = source.names;
    grid.regionLevel0Px = regionOf(source);
    grid.umPerPx = source.umPerPx;
    if (look.tissue)
        grid.slide = source.slide;
    grid.widthMm = look.widthMm;
    grid.dpi = look.dpi;
    return grid;
}

/// shown: per column, as it is shown.
std::vector<std::string> provenanceOf(const FigureSource& source,
                                      const std::vector<std::optional<Provenance>>& shown)
{
    std::vector<std::string> lines;
    for (std::size_t c = 0; c < source.columns.size(); ++c)
        lines.push_back(source.names[c] + ": " +
                        provenanceLine(shown[c].value_or(source.columns[c]->provenance),
                                       source.columns[c]->genes.size(), std::nullopt));
    return lines;
}

bool isPcaRgb(const FigureRow& row)
{
    return row.recipe.kind == MapKind::PcaRgb;
}

} // namespace

Result<MapGrid> mapFigure(const FigureSource& source, const std::vector<FigureRow>& rows,
                          const FigureLook& look, std::stop_token stop)
{
    TRY_RUN(checkNormalisations(source));
    MapGrid grid = emptyGrid(source, look);
    std::vector<std::optional<Provenance>> shown(source.columns.size());
    for (const auto& wanted : rows) {
        TRY(auto drawn, rowOf(wanted, source, stop));
        for (std::size_t c = 0; c < shown.size(); ++c)
            if (drawn.shown[c])
                shown[c] = drawn.shown[c];
        grid.rows.push_back(std::move(drawn.row));
    }
    grid.provenance = provenanceOf(source, shown);
    if (std::ranges::any_of(rows, isPcaRgb))
        grid.provenance.emplace_back(
            "PCA: first three components as red, green and blue, each column fitted by itself: "
            "colours are compared within a column, not between columns");
    std::ranges::copy(source.notes, std::back_inserter(grid.provenance));
    return grid;
}

} // namespace transcope::core
