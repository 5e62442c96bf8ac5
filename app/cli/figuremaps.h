#pragma once

#include "app/cli/command.h"
#include "core/figure/mapfigure.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::app {

/// What figures of maps are made from.
struct FigureFiles
{
    std::string slide;
    std::string truth; ///< empty: no column of measurements
    std::vector<std::string> predicted;
};

/// What the paper's Figure 7 is made of.
struct FigureMapsOptions
{
    FigureFiles files;
    std::vector<std::string> genes = {"DDX5"};
    bool pca = false;
    std::vector<std::string> maps; ///< recipes as recipeOfOption() reads them; a row each, before the genes'
    core::FigureLook look;
    std::filesystem::path out;
};

/// A figure of each gene, and a contact sheet.
struct FigureGenesOptions
{
    FigureFiles files;
    std::vector<std::string> genes;
    std::filesystem::path geneList; ///< a text or GMT file; its genes follow `genes`; empty: none
    std::string ending = "png";
    core::FigureLook look;
    std::filesystem::path folder;
};

/// The measurement first, where there is one, as "Ground truth", then each prediction. Errors: those of
/// loadTruth(), loadPredictions() and the slide; BadInput where a prediction's spots are not the section's.
core::Result<core::FigureSource> figureSource(const FigureFiles& files, const Context& context);

/// The figure that the options say. Errors: those of figureSource() and core::mapFigure().
core::Result<core::MapGrid> mapFigure(const FigureMapsOptions& options, const core::FigureSource& source,
                                      const Context& context);

/// Writes it. Errors: those of mapFigure() and writeMapGrid().
core::Result<Output> figureMaps(const FigureMapsOptions& options, const Context& context);

/// Errors: those of figureSource(), readGeneLists() and writeFigureBatch().
core::Result<Output> figureGenes(const FigureGenesOptions& options, const Context& context);

} // namespace transcope::app
