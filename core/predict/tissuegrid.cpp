#include "core/predict/tissuegrid.h"

#include "core/base/try.h"
#include "core/slide/tissuemask.h"
#include "core/spots/lattice.h"

#include <charconv>
#include <sstream>

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

std::string idPrefix(const GridPitch& pitch)
{
    std::ostringstream prefix;
    prefix << pitch.value << (pitch.inPx ? "px:" : "um:");
    return prefix.str();
}

Result<DensePitch> checkedPitch(DensePitch pitch)
{
    if (pitch.um >= DensePitch::LeastUm)
        return pitch;
    std::ostringstream message;
    message << "a dense grid every " << pitch.um << " µm is finer than " << DensePitch::LeastUm
            << " µm, where patches are nearly the same";
    return fail(ErrorCode::InvalidArgument, message.str(), "Give a pitch of 50 µm or more");
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

Result<DensePitch> parseDensePitch(const std::string& text)
{
    TRY(const auto pitch, parseGridPitch(text));
    if (pitch.inPx)
        return fail(ErrorCode::InvalidArgument, "'" + text + "' is no pitch of a dense grid, which is in µm",
                    "Give a distance in µm such as 50");
    return checkedPitch({pitch.value});
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
    for (Spot& spot : grid.spots)
        spot.id.insert(0, idPrefix(pitch));
    if (grid.empty())
        return fail(ErrorCode::BadInput, "no tissue was found on " + slide.path().string(),
                    "Give the spots in a file, or a finer grid");
    return grid;
}

Result<SpotTable> denseGrid(const Slide& slide, DensePitch pitch, std::optional<double> umPerPx,
                            std::stop_token stop)
{
    TRY_RUN(checkedPitch(pitch));
    if (!umPerPx || *umPerPx <= 0)
        return fail(ErrorCode::InvalidArgument,
                    slide.path().string() +
                        " does not say how many µm a pixel is, so no dense grid can be laid over it",
                    "Give the scale in µm per px, or open spots of a platform whose pitch is known");
    TRY(auto grid, tissueGrid(slide, {pitch.um, false}, umPerPx, std::move(stop)));
    return asCells(std::move(grid));
}

SpotTable asCells(SpotTable grid)
{
    grid.shape = SpotShape::Cell;
    grid.diameterLevel0Px = grid.pitchLevel0Px.value_or(grid.diameterLevel0Px);
    return grid;
}

} // namespace transcope::core
