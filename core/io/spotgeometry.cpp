#include "core/io/spotgeometry.h"

#include "core/spots/lattice.h"

#include <algorithm>

namespace transcope::core {

namespace {
constexpr double VisiumPitchUm = 100;
constexpr double AssumedDiameterPerPitch = 0.5;
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

} // namespace transcope::core
