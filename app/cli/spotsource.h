#pragma once

#include "app/cli/command.h"
#include "core/predict/tissuegrid.h"

#include <filesystem>
#include <optional>

namespace transcope::app {

/// Where a command's spots come from: --spots or --grid, and the scale that --um-per-px says.
struct SpotSource
{
    std::filesystem::path spots;
    std::string grid;   ///< pitch, as core::parseGridPitch takes it; exactly one of spots and grid
    double umPerPx = 0; ///< said by the user; wins over the slide's own; 0 = not said

    void addOptions(CLI::App& sub);
    /// Errors: InvalidArgument (none or both of the two, no pitch). Asks nothing of files, so that a mistake
    /// is found before anything long begins.
    core::Result<void> check() const;
    /// The spots, with the scale that holds for the slide. Notes of the file go to stderr.
    /// Errors: those of check(), core::openSpots and core::tissueGrid.
    core::Result<core::SpotTable> read(const core::Slide& slide, std::stop_token stop) const;
};

} // namespace transcope::app
