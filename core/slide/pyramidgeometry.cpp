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

SizeI pictureOf(SizeI level0Px, double downsample)
{
    return {
        std::max<std::int64_t>(1, std::llround(std::ceil(static_cast<double>(level0Px.width) / downsample))),
        std::max<std::int64_t>(1,
                               std::llround(std::ceil(static_cast<double>(level0Px.height) / downsample)))};
}

std::optional<double> paddedDownsample(SizeI level0Px, SizeI levelPx, SizeI tilePx, double previous)
{
    constexpr double LargestFactor = 1024;
    const auto filledUp = [](std::int64_t px, std::int64_t tile) {
        return tile < 1 ? px : (px + tile - 1) / tile * tile;
    };
    for (double factor = 2; factor <= LargestFactor; factor *= 2) {
        const SizeI picture = pictureOf(level0Px, factor);
        const SizeI filled{filledUp(picture.width, tilePx.width), filledUp(picture.height, tilePx.height)};
        if (factor > previous && filled == levelPx && filled != picture)
            return factor;
    }
    return std::nullopt;
}

TrueLevel trueLevel(SizeI level0Px, SizeI storedPx, SizeI tilePx, double nominal, double previous)
{
    const double downsample = exactDownsample(level0Px, storedPx, nominal);
    const bool exact = storedPx == level0Px || downsample == std::round(downsample);
    const auto padded = exact ? std::nullopt : paddedDownsample(level0Px, storedPx, tilePx, previous);
    return padded ? TrueLevel{pictureOf(level0Px, *padded), *padded} : TrueLevel{storedPx, downsample};
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
