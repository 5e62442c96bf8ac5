#pragma once

#include "core/base/geometry.h"

#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// How spots are laid out on the array.
enum class Lattice { Square, Hexagonal, Irregular };

/// What a spot covers. Cells are the squares of a grid along the slide's axes that touch each other.
enum class SpotShape { Disc, Cell };

/// One measured or predicted position.
struct Spot
{
    std::string id;        ///< unique within the table, e.g. "10x13" or a barcode
    PointD centreLevel0Px; ///< in the slide's level-0 px
    int arrayRow = -1;     ///< integer array coordinate; -1 when unknown
    int arrayCol = -1;
};

/// The spots of one section, in a fixed order that matrices share.
struct SpotTable
{
    std::vector<Spot> spots;
    Lattice lattice = Lattice::Irregular;
    double diameterLevel0Px = 0;         ///< true size of a spot, of a cell its side; > 0
    std::optional<double> pitchLevel0Px; ///< distance between neighbouring centres
    std::optional<double> umPerPx;       ///< from the platform's pitch where the slide itself has no scale
    SpotShape shape = SpotShape::Disc;

    std::size_t size() const { return spots.size(); }
    bool empty() const { return spots.empty(); }
};

} // namespace transcope::core
