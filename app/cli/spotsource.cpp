#include "app/cli/spotsource.h"

#include "core/base/try.h"
#include "core/io/open.h"
#include "core/slide/slidewarnings.h"
#include "core/spots/spotsoutside.h"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace transcope::app {

using core::Result;

void SpotSource::addOptions(CLI::App& sub)
{
    sub.add_option("--spots", spots, "spot positions: selection tsv, csv, h5ad or a Space Ranger folder");
    sub.add_option("--library", library, "which section, where the file of spots holds several");
    sub.add_option("--grid", grid, "pitch of a grid over the tissue, in µm (200) or px (400px)");
    sub.add_option("--dense", dense,
                   "pitch of a dense grid over the tissue, in µm (50 or more): squares between the spots");
    sub.add_option("--um-per-px", umPerPx, "the slide's scale, where the file does not say")
        ->check(CLI::PositiveNumber);
}

Result<void> SpotSource::check() const
{
    if (!spots.empty() + !grid.empty() + !dense.empty() != 1)
        return core::fail(core::ErrorCode::InvalidArgument,
                          "exactly one of --spots, --grid and --dense is needed",
                          "Give a spot file, or the pitch of a grid over the tissue");
    if (!grid.empty())
        TRY_RUN(core::parseGridPitch(grid));
    if (!dense.empty())
        TRY_RUN(core::parseDensePitch(dense));
    return {};
}

Result<core::RunPlan> SpotSource::plan(core::OpenedSlide slide, std::optional<double> remembered,
                                       std::stop_token stop) const
{
    TRY_RUN(check());
    const auto scale =
        core::scaleOf(umPerPx > 0 ? std::optional(umPerPx) : remembered, slide.slide->umPerPx());
    core::SpotChoice choice;
    std::vector<std::string> notes;
    if (!grid.empty()) {
        TRY(choice, core::parseGridPitch(grid));
    } else if (!dense.empty()) {
        TRY(choice, core::parseDensePitch(dense));
    } else {
        TRY(auto file, core::openSpots(spots, library));
        TRY_RUN(core::checkSpotsOnSlide(file.spots, slide.slide->sizeLevel0Px(), spots.string(), file.notes));
        notes = std::move(file.notes);
        choice = std::make_shared<const core::SpotTable>(std::move(file.spots));
    }
    TRY(auto plan, core::planRun(std::move(slide), choice, scale, std::move(stop)));
    plan.notes = std::move(notes);
    for (const std::string& warning : core::slideWarnings(*plan.slide.slide))
        std::fprintf(stderr, "%s: %s\n", plan.slide.givenPath.c_str(), warning.c_str());
    for (const std::string& note : plan.notes)
        std::fprintf(stderr, "%s: %s\n", spots.c_str(), note.c_str());
    return plan;
}

} // namespace transcope::app
