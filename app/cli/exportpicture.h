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
    std::string truth;         ///< measured section for the residual; empty = the session's measured layer
    std::string colours;       ///< empty = viridis, or diverging for residuals
    std::vector<double> range; ///< empty = The default range (docs/viewer.md); else low and high
    double opacity = 0.75;
    int widthPx = 2000;
    std::string slide; ///< empty = the session's
};

/// Draws one gene, its residual against measured expression, or principal components.
/// Errors: InvalidArgument without gene and pca, or for an unknown colour map; NotFound for a gene, a
/// measured layer or the slide; those of the slide and of writeFigure.
core::Result<Output> exportPicture(const PictureOptions& options, const core::Session& session,
                                   const core::Layer& layer, const std::filesystem::path& out,
                                   const Context& context);

} // namespace transcope::app
