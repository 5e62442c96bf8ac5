#include "core/io/spotgeometry.h"

#include "core/spots/lattice.h"

#include <algorithm>
#include <cstdio>

namespace transcope::core {

namespace {
constexpr double VisiumPitchUm = 100;
constexpr double AssumedDiameterPerPitch = 0.5;
// Places on an array are 1 apart, on Visium's √2. The smallest bins, of 2 µm, are 2 px and more apart.
constexpr double LeastPitchPx = 1.5;
constexpr double LeastExtentPx = 4;
constexpr double FinestUmPerPx = 0.05, CoarsestUmPerPx = 10;

std::string shortNumber(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

std::string rangeText(double low, double high)
{
    return shortNumber(low) + " to " + shortNumber(high);
}

std::pair<PointD, PointD> boundsOf(const SpotTable& spots)
{
    PointD low = spots.spots.front().centreLevel0Px, high = low;
    for (const auto& spot : spots.spots) {
        const auto& centre = spot.centreLevel0Px;
        low = {std::min(low.x, centre.x), std::min(low.y, centre.y)};
        high = {std::max(high.x, centre.x), std::max(high.y, centre.y)};
    }
    return {low, high};
}

double extentOf(const SpotTable& spots)
{
    const auto& [low, high] = boundsOf(spots);
    return std::max(high.x - low.x, high.y - low.y);
}

tl::unexpected<Error> overlaid(const SpotTable& spots, const std::string& file)
{
    return fail(ErrorCode::BadInput,
                file + ": most of the " + std::to_string(spots.size()) +
                    " spots lie just where another one does: the file may hold several sections",
                "Save each section as a file, or name the column that tells them apart library_id");
}

} // namespace

Result<void> completeGeometry(SpotTable& spots, const std::string& file, std::vector<std::string>& notes)
{
    if (!spots.pitchLevel0Px) {
        const double pitch = medianPitch(spots.spots);
        if (pitch > 0)
            spots.pitchLevel0Px = pitch;
    }
    if (spots.diameterLevel0Px > 0)
        return {};
    if (!spots.pitchLevel0Px && spots.size() > 1 && extentOf(spots) >= LeastExtentPx)
        return overlaid(spots, file);
    if (!spots.pitchLevel0Px)
        return fail(ErrorCode::BadInput,
                    file + ": the spots' diameter is not given and cannot be told from their places",
                    "Give at least two spots at different places");
    spots.diameterLevel0Px = AssumedDiameterPerPitch * *spots.pitchLevel0Px;
    notes.push_back(
        "the file does not tell the spots' diameter; half the distance between neighbours is assumed");
    return {};
}

void setVisiumGeometry(SpotTable& spots)
{
    const bool visium = std::all_of(spots.spots.begin(), spots.spots.end(), [](const Spot& spot) {
        return spot.arrayRow >= 0 && spot.arrayCol >= 0 && (spot.arrayRow + spot.arrayCol) % 2 == 0;
    });
    if (!visium)
        return;
    spots.lattice = Lattice::Hexagonal;
    const double pitch = medianPitch(spots.spots);
    if (pitch > 0) {
        spots.pitchLevel0Px = pitch;
        spots.umPerPx = VisiumPitchUm / pitch;
    }
}

Result<void> checkPlaces(const SpotTable& spots, const std::string& file, std::vector<std::string>& notes)
{
    if (spots.empty())
        return fail(ErrorCode::BadInput, file + ": no spots", "Check that this is the right file");
    const auto& [low, high] = boundsOf(spots);
    const auto count = [&](double PointD::*axis) {
        return std::count_if(spots.spots.begin(), spots.spots.end(),
                             [&](const Spot& spot) { return spot.centreLevel0Px.*axis < 0; });
    };
    const auto all = std::ssize(spots.spots);
    const auto left = count(&PointD::x), above = count(&PointD::y);
    if (2 * left > all || 2 * above > all)
        return fail(
            ErrorCode::BadInput,
            file + ": " + std::to_string(std::max(left, above)) + " of " + std::to_string(all) +
                " spots have " + (above >= left ? "y" : "x") + " below zero (x " + rangeText(low.x, high.x) +
                ", y " + rangeText(low.y, high.y) + ")",
            "Giotto and others turn y upside down: write y from the slide's top edge, downwards, in px");
    const double extent = extentOf(spots);
    constexpr std::size_t Asked = 4096; // the magnitude is all that is wanted
    const double pitch = medianPitch(spots.spots, Asked);
    if (all > 1 && pitch == 0 && extent >= LeastExtentPx)
        return overlaid(spots, file);
    if (all > 1 && (extent < LeastExtentPx || pitch < LeastPitchPx))
        return fail(ErrorCode::BadInput,
                    file + ": all " + std::to_string(all) + " spots lie within " + rangeText(low.x, high.x) +
                        " × " + rangeText(low.y, high.y) + ", neighbours " + shortNumber(pitch) +
                        " apart: these are not px of a slide",
                    "Give the spots' places in px of the full-resolution picture, not on the array or in mm");
    if (spots.umPerPx && (*spots.umPerPx < FinestUmPerPx || *spots.umPerPx > CoarsestUmPerPx))
        notes.push_back("the spots' distance tells a scale of " + shortNumber(*spots.umPerPx) +
                        " µm/px, which can be no microscope's: their places may be px of another picture");
    if (left + above > 0)
        notes.push_back(std::to_string(std::max(left, above)) + " of " + std::to_string(all) +
                        " spots lie left of or above the picture");
    return {};
}

} // namespace transcope::core
