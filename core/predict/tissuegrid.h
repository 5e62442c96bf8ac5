#pragma once

#include "core/slide/slide.h"
#include "core/spots/spottable.h"

#include <stop_token>
#include <string>

namespace transcope::core {

/// The distance between grid points as a person gives it: "200" (µm) or "400px" (level-0 px).
struct GridPitch
{
    double value = 0;  ///< > 0
    bool inPx = false; ///< level-0 px instead of µm
};
/// Errors: InvalidArgument, which says what is accepted.
Result<GridPitch> parseGridPitch(const std::string& text);

/// The pitch of a dense grid, in µm.
struct DensePitch
{
    /// The patches of nearer places are nearly the same: half of what a spot of the original arrays covers.
    static constexpr double LeastUm = 50;

    double um = 0; ///< >= LeastUm
};
/// As parseGridPitch() reads it. Errors: InvalidArgument (also in px, or too fine), which says what is
/// accepted.
Result<DensePitch> parseDensePitch(const std::string& text);

/// A square grid of spots over the slide's detected tissue, each half a pitch wide as on the original arrays
/// (100 µm spots every 200 µm). Their ids begin with the pitch ("200um:12x40", row and column), so that they
/// are no names of spots of an array or of another grid.
/// umPerPx: the slide's scale, or what the user said; needed for a pitch in µm, never guessed.
/// Errors: InvalidArgument (pitch in µm without a scale; pitch under 1 px), BadInput (no tissue found), those
/// of Slide::read, Cancelled.
Result<SpotTable> tissueGrid(const Slide& slide, const GridPitch& pitch, std::optional<double> umPerPx,
                             std::stop_token stop = {});

/// A grid of cells over the tissue, that fills what lies between measured spots. Errors: InvalidArgument
/// (unknown scale, pitch too fine), those of tissueGrid().
Result<SpotTable> denseGrid(const Slide& slide, DensePitch pitch, std::optional<double> umPerPx,
                            std::stop_token stop = {});

/// The same grid as cells: its spots are the squares around their centres, which touch each other.
SpotTable asCells(SpotTable grid);

} // namespace transcope::core
