#pragma once

#include "app/cli/command.h"

#include "core/session/session.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::app {

/// What to draw over the slide.
struct PictureOptions
{
    std::string gene;
    bool pca = false;
    bool residual = false;
    std::string map;     ///< a recipe (core/map/recipe.h) as JSON or in a file; in place of the above
    std::string truth;   ///< measured section; empty = the session's measured layer
    std::string colours; ///< empty = viridis, or diverging for what lies about zero
    std::vector<std::string> range; ///< empty = the map's own; else low and high, e.g. "0" and "p99"
    double opacity = 0.75;
    int widthPx = 2000;
    std::string slide; ///< empty = the session's
};

/// Draws a map of the layer, which has a name in the session.
/// Errors: InvalidArgument where nothing is chosen, or for an unknown colour map, range or recipe; NotFound
/// for a gene, a layer that the recipe names, a measurement or the slide; those of the slide and of
/// writeFigure.
core::Result<Output> exportPicture(const PictureOptions& options, const core::Session& session,
                                   const std::string& layer, const std::filesystem::path& out,
                                   const Context& context);

} // namespace transcope::app
