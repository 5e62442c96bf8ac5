#pragma once

#include "core/surface/neighbours.h"

#include <memory>
#include <span>
#include <vector>

namespace transcope::core {

/// What a surface over spots stands on: the spots, or, where they are more than a surface of that size can
/// show, one point for the spots of each square of a grid. Immutable.
class SpotGround
{
public:
    static constexpr int MostPoints = 10'000; ///< about

    SpotGround() = default;
    /// Any thread; a tenth of a second for what is thinned.
    explicit SpotGround(std::shared_ptr<const SpotTable> spots);

    /// The points, in level-0 px.
    const SpotTable& points() const { return *m_points; }
    const SpotTriangles& triangles() const { return m_triangles; }
    /// values: one per spot. One per point: the mean of what is known of its spots, else NaN.
    std::vector<float> heights(std::span<const float> values) const;

private:
    void thin(const SpotTable& spots);

    std::shared_ptr<const SpotTable> m_points = std::make_shared<const SpotTable>();
    std::vector<int> m_pointOf; ///< per spot; empty where every spot is a point
    SpotTriangles m_triangles;
};

} // namespace transcope::core
