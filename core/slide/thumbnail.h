#pragma once

#include "core/slide/slide.h"

#include <stop_token>

namespace transcope::core {

/// The whole slide as one small picture, the largest that keeps its proportions and fits into maxPx; never
/// larger than level 0. Each px is the mean of the level px under it. Reads in strips, so memory stays small
/// even on a slide with one level.
/// Errors: those of Slide::read; Cancelled.
Result<Image> readThumbnail(const Slide& slide, SizeI maxPx, std::stop_token stop = {});

/// A part of a slide as a picture, and what of the slide it shows: whole px of the level that it was read
/// from, so perhaps a little more than was asked for.
struct SlidePart
{
    Image image;
    PointD originLevel0Px; ///< of its top left corner
    PointD sizeLevel0Px;
};

/// The same of a part: regionLevel0Px as far as it lies on the slide. Errors besides: InvalidArgument where
/// none of it does.
Result<SlidePart> readPart(const Slide& slide, const RectI& regionLevel0Px, SizeI maxPx,
                           std::stop_token stop = {});

} // namespace transcope::core
