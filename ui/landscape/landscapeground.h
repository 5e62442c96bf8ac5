#pragma once

#include "ui/landscape/landscapescene.h"

namespace transcope::ui {

/// What a landscape stands on: the spots, or, where they are more than a surface of that size can show, one
/// point for the spots of each square of a grid. Immutable.
class LandscapeGround
{
public:
    static constexpr int MostPoints = 10'000; ///< about

    LandscapeGround() = default;
    /// Any thread; a tenth of a second for what is thinned.
    explicit LandscapeGround(std::shared_ptr<const core::SpotTable> spots);

    /// The points, in level-0 px.
    const core::SpotTable& points() const { return *m_points; }
    const SpotTriangles& triangles() const { return m_triangles; }
    /// values: one per spot. One per point: the mean of what is known of its spots, else NaN.
    std::vector<float> heights(std::span<const float> values) const;

private:
    void thin(const core::SpotTable& spots);

    std::shared_ptr<const core::SpotTable> m_points = std::make_shared<const core::SpotTable>();
    std::vector<int> m_pointOf; ///< per spot; empty where every spot is a point
    SpotTriangles m_triangles;
};

} // namespace transcope::ui
