#pragma once

#include "app/cli/command.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::app {

/// What the paper's Figure 7 is made of.
struct FigureMapsOptions
{
    std::string slide, truth;
    std::vector<std::string> predicted;
    std::vector<std::string> genes = {"DDX5"};
    bool pca = false;
    bool tissue = true; ///< the slide under the spots
    double widthMm = 180;
    double dpi = 300;
    std::filesystem::path out;
};

/// Rows are maps (PCA, genes), columns the measurement and each prediction, a row in one scale.
/// Errors: those of loadTruth(), loadPredictions(), the slide and writeMapGrid(); InvalidArgument where
/// predictions are normalised differently, so that no scale would fit a row; BadInput where a prediction's
/// spots are not the section's; NotFound for a gene that no layer has.
core::Result<Output> figureMaps(const FigureMapsOptions& options, const Context& context);

} // namespace transcope::app
