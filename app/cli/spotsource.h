#pragma once

#include "app/cli/command.h"
#include "core/run/plan.h"

#include <filesystem>
#include <optional>

namespace transcope::app {

/// Where a command's spots come from: --spots, --grid or --dense, and the scale that --um-per-px says.
struct SpotSource
{
    std::filesystem::path spots;
    std::string grid;    ///< pitch, as core::parseGridPitch takes it; exactly one of spots, grid and dense
    std::string dense;   ///< pitch, as core::parseDensePitch takes it
    std::string library; ///< which section of the file, where it holds several
    double umPerPx = 0;  ///< said by the user; wins over the slide's own; 0 = not said

    void addOptions(CLI::App& sub);
    /// Errors: InvalidArgument (none or several of the three, no pitch). Asks nothing of files, so that a
    /// mistake is found before anything long begins.
    core::Result<void> check() const;
    /// The spots of the slide and its scale. remembered: the scale that an earlier run of the same output was
    /// told. Notes of the file, and of spots off the slide, go to stderr and stand in the plan. Errors: those
    /// of check(), core::openSpots(), core::planRun() and core::checkSpotsOnSlide().
    core::Result<core::RunPlan> plan(core::OpenedSlide slide, std::optional<double> remembered,
                                     std::stop_token stop) const;
};

} // namespace transcope::app
