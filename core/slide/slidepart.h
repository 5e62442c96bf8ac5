#pragma once

#include "core/slide/slide.h"

namespace transcope::core {

/// A rectangle of a slide as a slide of its own; at coarse levels its corner falls on the nearest px.
/// rectLevel0Px: within the slide and not empty.
std::shared_ptr<const Slide> slidePart(std::shared_ptr<const Slide> slide, const RectI& rectLevel0Px);

} // namespace transcope::core
