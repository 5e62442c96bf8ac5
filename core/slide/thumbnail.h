#pragma once

#include "core/slide/slide.h"

#include <stop_token>

namespace transcope::core {

/// The whole slide as one small picture, the largest that keeps its proportions and fits into maxPx; never
/// larger than level 0. Each px is the mean of the level px under it. Reads in strips, so memory stays small
/// even on a slide with one level.
/// Errors: those of Slide::read; Cancelled.
Result<Image> readThumbnail(const Slide& slide, SizeI maxPx, std::stop_token stop = {});

} // namespace transcope::core
