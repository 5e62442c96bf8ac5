#pragma once

#include "core/slide/slide.h"

#include <stop_token>

namespace transcope::core {

/// Where tissue lies, on a thumbnail of the slide.
struct TissueMask
{
    int width = 0; ///< in mask px
    int height = 0;
    double downsampleX = 1; ///< level-0 px per mask px
    double downsampleY = 1;
    std::vector<std::uint8_t> tissue; ///< 1 tissue, 0 background; row by row

    /// Whether the mask px under a level-0 position is tissue; false outside the slide.
    bool contains(PointD level0Px) const;
    /// Share of tissue px, 0..1.
    double fraction() const;
};

/// Finds stained tissue: Otsu's threshold on saturation of a thumbnail at most 1,024 px wide, black and pen
/// excluded, holes filled and specks removed.
/// Errors: those of Slide::read; Cancelled.
Result<TissueMask> detectTissue(const Slide& slide, std::stop_token stop = {});

} // namespace transcope::core
