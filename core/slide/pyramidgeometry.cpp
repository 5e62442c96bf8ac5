#include "core/slide/pyramidgeometry.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

double exactDownsample(SizeI level0Px, SizeI levelPx, double nominal)
{
    const auto factor = std::llround(nominal);
    if (factor < 1)
        return nominal;
    const auto matches = [factor](std::int64_t whole, std::int64_t part) {
        return part == std::max<std::int64_t>(1, whole / factor) || part == (whole + factor - 1) / factor;
    };
    const bool exact = matches(level0Px.width, levelPx.width) && matches(level0Px.height, levelPx.height);
    return exact ? static_cast<double>(factor) : nominal;
}

RectI clippedTo(const RectI& rectLevelPx, SizeI levelPx)
{
    const std::int64_t left = std::clamp<std::int64_t>(rectLevelPx.x, 0, levelPx.width);
    const std::int64_t top = std::clamp<std::int64_t>(rectLevelPx.y, 0, levelPx.height);
    const std::int64_t right = std::clamp<std::int64_t>(rectLevelPx.x + rectLevelPx.width, 0, levelPx.width);
    const std::int64_t bottom =
        std::clamp<std::int64_t>(rectLevelPx.y + rectLevelPx.height, 0, levelPx.height);
    return {left, top, right - left, bottom - top};
}

bool isMicroscopeScale(double umPerPx)
{
    return std::isfinite(umPerPx) && umPerPx >= 0.05 && umPerPx <= 10;
}

} // namespace transcope::core
