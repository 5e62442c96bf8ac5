#include "app/cli/figuremaps.h"

#include "app/cli/mapoption.h"
#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/figure/figurebatch.h"
#include "core/io/genelists.h"

namespace transcope::app {

using namespace transcope::core;

namespace {

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
    TRY(const auto source, figureSource(options.files, context.progress, context.stop));
    TRY(const auto grid, mapFigure(options, source, context));
    TRY(const auto size, writeMapGrid(grid, options.out, context.stop));
    return outputOf(options, source, grid, size);
}

Result<Output> figureGenes(const FigureGenesOptions& options, const Context& context)
{
    TRY(auto genes, genesOf(options));
    TRY(const auto source, figureSource(options.files, context.progress, context.stop));
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
