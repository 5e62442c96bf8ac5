#pragma once

#include "app/cli/command.h"
#include "core/figure/mapgrid.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::app {

/// What the paper's Figure 7 is made of.
struct FigureMapsOptions
{
    std::string slide;
    std::string truth; ///< empty: no column of measurements
    std::vector<std::string> predicted;
    std::vector<std::string> genes = {"DDX5"};
    bool pca = false;
    std::vector<std::string> maps; ///< recipes as recipeOfOption() reads them; a row each, before the genes'
    bool tissue = true;            ///< the slide under the spots
    double widthMm = 180;
    double dpi = 300;
    std::filesystem::path out;
};

/// The figure, and what a person should know of how spots were matched.
struct MapFigure
{
    core::MapGrid grid;
    std::vector<std::string> notes;
};
/// Rows are maps (PCA, genes), columns the measurement and each prediction, a row in one scale.
/// Errors: those of loadTruth(), loadPredictions() and the slide; InvalidArgument where
/// predictions are normalised differently, so that no scale would fit a row; BadInput where a prediction's
/// spots are not the section's; NotFound for a gene that no layer has.
core::Result<MapFigure> mapFigure(const FigureMapsOptions& options, const Context& context);

/// Writes it. Errors: those of mapFigure() and writeMapGrid().
core::Result<Output> figureMaps(const FigureMapsOptions& options, const Context& context);

} // namespace transcope::app
