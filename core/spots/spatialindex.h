#pragma once

#include "core/spots/spottable.h"

#include <limits>
#include <optional>
#include <vector>

namespace transcope::core {

/// Finds spots by position, for hit tests and hovering: spots sorted into square buckets of about two spots
/// each. Holds copies of the centres; spots without a finite position are never found. Immutable.
class SpatialIndex
{
public:
    SpatialIndex() = default;
    explicit SpatialIndex(const std::vector<Spot>& spots);

    /// The index of the spot whose centre is nearest to the point and within maxDistanceLevel0Px (inclusive);
    /// of several equally near the first. `except`: a spot to pass over.
    std::optional<int> nearest(PointD level0Px,
                               double maxDistanceLevel0Px = std::numeric_limits<double>::infinity(),
                               int except = -1) const;
    /// Indices, ascending, of spots whose centres lie in [min, max], edges included.
    std::vector<int> within(PointD minLevel0Px, PointD maxLevel0Px) const;

    /// Of all spots, in their order.
    const std::vector<PointD>& centres() const { return m_centres; }
    /// The corner of the least rectangle that holds every finite centre, and its size; zero without any.
    PointD minimum() const { return m_origin; }
    PointD extent() const { return m_extent; }

private:
    int column(double x) const;
    int row(double y) const;

    std::vector<PointD> m_centres;  ///< of all spots
    std::vector<int> m_bucketStart; ///< per bucket, row by row, where its spots begin; one more at the end
    std::vector<int> m_spots;       ///< spot indices by bucket, ascending within one
    PointD m_origin;
    PointD m_extent;
    double m_cell = 1; ///< side of a bucket in level-0 px
    int m_columns = 0;
    int m_rows = 0;
};

} // namespace transcope::core
