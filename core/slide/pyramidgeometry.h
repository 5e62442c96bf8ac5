#pragma once

#include "core/base/geometry.h"

#include <optional>

namespace transcope::core {

/// The downsample that a pyramid level was made with. Writers halve (third, …) and drop or pad the last odd
/// row, so 9270 / 2317 gives 4.0009 where every px covers exactly 4: if rounding level 0 down or up by a
/// whole factor gives just this level's size, that factor; otherwise `nominal`.
double exactDownsample(SizeI level0Px, SizeI levelPx, double nominal);

/// Of a level whose last tiles were filled up and counted as picture (3600 px in tiles of 512: 2048 for
/// 1800): the power of two above `previous` for which level 0, divided and filled up, has just this level's
/// size; absent where none does.
std::optional<double> paddedDownsample(SizeI level0Px, SizeI levelPx, SizeI tilePx, double previous);
/// What of such a level is picture.
SizeI pictureOf(SizeI level0Px, double downsample);

/// What of a stored level is picture, and the factor that it was made with.
struct TrueLevel
{
    SizeI sizePx;
    double downsample = 1;
};
/// By both of the above. nominal: as the sizes say; previous: the level's before it.
TrueLevel trueLevel(SizeI level0Px, SizeI storedPx, SizeI tilePx, double nominal, double previous);

/// The part of `rect` that lies on a level of the given size; empty when none does.
RectI clippedTo(const RectI& rectLevelPx, SizeI levelPx);

/// Whether a µm/px read off a picture's print resolution can be a microscope's (0.05 to 10): files from
/// picture editors carry 72 or 300 dpi, which says nothing.
bool isMicroscopeScale(double umPerPx);

} // namespace transcope::core
