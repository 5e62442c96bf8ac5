#include "core/predict/tissuegrid.h"

#include "core/base/try.h"
#include "core/slide/tissuemask.h"
#include "core/spots/lattice.h"

#include <charconv>

namespace transcope::core {

namespace {

constexpr double DiameterPerPitch = 0.5;

Result<double> pitchLevel0Px(const Slide& slide, const GridPitch& pitch, std::optional<double> umPerPx)
{
    if (pitch.inPx)
        return pitch.value;
    if (!umPerPx || *umPerPx <= 0)
        return fail(ErrorCode::InvalidArgument,
                    slide.path().string() +
                        " does not say how many µm a pixel is, so a grid in µm cannot be laid",
                    "Give the scale in µm per px, or the pitch in pixels (e.g. 400px)");
    return pitch.value / *umPerPx;
}

} // namespace

Result<GridPitch> parseGridPitch(const std::string& text)
{
    GridPitch pitch;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, pitch.value);
    const std::string unit(rest, end);
    pitch.inPx = unit == "px";
    if (error != std::errc() || !(pitch.value > 0) || pitch.value > 1e9 ||
        !(unit.empty() || unit == "um" || pitch.inPx))
        return fail(ErrorCode::InvalidArgument, "'" + text + "' is no grid pitch",
                    "Give a distance in µm such as 200, or in pixels such as 400px");
    return pitch;
}

Result<SpotTable> tissueGrid(const Slide& slide, const GridPitch& pitch, std::optional<double> umPerPx,
                             std::stop_token stop)
{
    TRY(const auto pitchPx, pitchLevel0Px(slide, pitch, umPerPx));
    if (pitchPx < 1)
        return fail(ErrorCode::InvalidArgument, "a grid finer than one pixel was asked for",
                    "Give a larger pitch");
    TRY(const auto mask, detectTissue(slide, stop));
    SpotTable grid = makeLattice(Lattice::Square, slide.sizeLevel0Px(), pitchPx, pitchPx * DiameterPerPitch,
                                 [&](PointD level0Px) { return mask.contains(level0Px); });
    grid.umPerPx = umPerPx;
    if (grid.empty())
        return fail(ErrorCode::BadInput, "no tissue was found on " + slide.path().string(),
                    "Give the spots in a file, or a finer grid");
    return grid;
}

SpotTable asCells(SpotTable grid)
{
    grid.shape = SpotShape::Cell;
    grid.diameterLevel0Px = grid.pitchLevel0Px.value_or(grid.diameterLevel0Px);
    return grid;
}

} // namespace transcope::core
