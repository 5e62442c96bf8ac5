#pragma once

#include "core/base/geometry.h"

namespace transcope::core {

/// The downsample that a pyramid level was made with. Writers halve (third, …) and drop or pad the last odd
/// row, so 9270 / 2317 gives 4.0009 where every px covers exactly 4: if rounding level 0 down or up by a
/// whole factor gives just this level's size, that factor; otherwise `nominal`.
double exactDownsample(SizeI level0Px, SizeI levelPx, double nominal);

/// The part of `rect` that lies on a level of the given size; empty when none does.
RectI clippedTo(const RectI& rectLevelPx, SizeI levelPx);

/// Whether a µm/px read off a picture's print resolution can be a microscope's (0.05 to 10): files from
/// picture editors carry 72 or 300 dpi, which says nothing.
bool isMicroscopeScale(double umPerPx);

} // namespace transcope::core
