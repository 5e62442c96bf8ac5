#pragma once

#include "app/cli/command.h"
#include "core/report/figuresource.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::app {

/// What the paper's Figure 7 is made of.
struct FigureMapsOptions
{
    core::FigureFiles files;
    std::vector<std::string> genes = {"DDX5"};
    bool pca = false;
    std::vector<std::string> maps; ///< recipes as recipeOfOption() reads them; a row each, before the genes'
    core::FigureLook look;
    std::filesystem::path out;
};

/// A figure of each gene, and a contact sheet.
struct FigureGenesOptions
{
    core::FigureFiles files;
    std::vector<std::string> genes;
    std::filesystem::path geneList; ///< a text or GMT file; its genes follow `genes`; empty: none
    std::string ending = "png";
    core::FigureLook look;
    std::filesystem::path folder;
};

/// The figure that the options say. Errors: those of core::mapFigure().
core::Result<core::MapGrid> mapFigure(const FigureMapsOptions& options, const core::FigureSource& source,
                                      const Context& context);

/// Writes it. Errors: those of mapFigure() and writeMapGrid().
core::Result<Output> figureMaps(const FigureMapsOptions& options, const Context& context);

/// Errors: those of figureSource(), readGeneLists() and writeFigureBatch().
core::Result<Output> figureGenes(const FigureGenesOptions& options, const Context& context);

} // namespace transcope::app
