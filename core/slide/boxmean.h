#pragma once

#include "core/base/geometry.h"
#include "core/slide/image.h"

namespace transcope::core {

/// Shrinks a picture of size `from` to size `to`, each px becoming the mean of those under it, in parts: px x
/// of the small picture covers the large one's [x · from / to, (x + 1) · from / to), rounded down.
struct BoxMean
{
    SizeI from;
    SizeI to; ///< not larger than from

    /// The part of the large picture under a part of the small one.
    RectI sourceOf(const RectI& toPx) const;
    /// source: the px of sourceOf(toPx). The means go into `image`, its top left corner at (atX, atY).
    void apply(const Image& source, const RectI& toPx, Image& image, int atX, int atY) const;
};

} // namespace transcope::core
