#pragma once

#include "core/base/geometry.h"

namespace transcope::core {

/// A rectangle of the page, from its top left.
struct RectD
{
    double x = 0, y = 0, width = 0, height = 0;
};

/// Where on the page a part of the slide lies.
struct SlideFrame
{
    RectD page;
    PointD originLevel0Px; ///< of the page rectangle's top left corner
    double unitsPerLevel0Px = 1;

    PointD onPage(PointD level0Px) const
    {
        return {page.x + (level0Px.x - originLevel0Px.x) * unitsPerLevel0Px,
                page.y + (level0Px.y - originLevel0Px.y) * unitsPerLevel0Px};
    }
};

} // namespace transcope::core
