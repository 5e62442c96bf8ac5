#pragma once

#include "core/spots/cellgrid.h"
#include "core/spots/spatialindex.h"
#include "core/spots/spottable.h"

#include <memory>
#include <optional>

namespace transcope::core {

/// A spot table with what finds its spots by their place: some 35 ms for a million spots, so that whatever
/// draws the table shares one that was made in the background. Immutable.
struct PlacedSpots
{
    /// Any thread.
    explicit PlacedSpots(std::shared_ptr<const SpotTable> spots)
        : table(std::move(spots)), index(table->spots), cells(CellGrid::of(*table))
    {
    }

    std::shared_ptr<const SpotTable> table; ///< not null
    SpatialIndex index;
    std::optional<CellGrid> cells; ///< which spot's cell lies where; absent: they are marks
};

} // namespace transcope::core
