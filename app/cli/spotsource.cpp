#include "app/cli/spotsource.h"

#include "core/io/open.h"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace transcope::app {

using core::Result;

void SpotSource::addOptions(CLI::App& sub)
{
    sub.add_option("--spots", spots, "spot positions: selection tsv, csv, h5ad or a Space Ranger folder");
    sub.add_option("--grid", grid, "pitch of a grid over the tissue, in µm (200) or px (400px)");
    sub.add_option("--um-per-px", umPerPx, "the slide's scale, where the file does not say")
        ->check(CLI::PositiveNumber);
}

Result<void> SpotSource::check() const
{
    if (spots.empty() == grid.empty())
        return core::fail(core::ErrorCode::InvalidArgument, "exactly one of --spots and --grid is needed",
                          "give a spot file, or the pitch of a grid over the tissue");
    if (grid.empty())
        return {};
    const auto pitch = core::parseGridPitch(grid);
    return pitch ? Result<void>() : tl::unexpected(pitch.error());
}

Result<core::SpotTable> SpotSource::read(const core::Slide& slide, std::stop_token stop) const
{
    if (const auto ok = check(); !ok)
        return tl::unexpected(ok.error());
    const std::optional<double> said = umPerPx > 0 ? std::optional(umPerPx) : std::nullopt;
    const std::optional<double> known = said ? said : slide.umPerPx();
    if (!grid.empty())
        return core::tissueGrid(slide, *core::parseGridPitch(grid), known, stop);
    auto file = core::openSpots(spots);
    if (!file)
        return tl::unexpected(file.error());
    for (const std::string& note : file->notes)
        std::fprintf(stderr, "%s: %s\n", spots.c_str(), note.c_str());
    if (known)
        file->spots.umPerPx = known;
    return std::move(file->spots);
}

} // namespace transcope::app
