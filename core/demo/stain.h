#pragma once

#include "core/slide/image.h"

#include <array>
#include <cstdint>
#include <vector>

namespace transcope::core::demo {

/// How much of each dye lies on every pixel, in hundredths of an optical density (natural logarithm) along
/// that dye's direction, row by row: 255 is nearly black.
struct Canvas
{
    explicit Canvas(int sidePx)
        : side(sidePx), haematoxylin(static_cast<std::size_t>(sidePx) * sidePx), eosin(haematoxylin.size()),
          red(haematoxylin.size())
    {
    }
    std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * side + static_cast<std::size_t>(x);
    }

    int side = 0;
    std::vector<std::uint8_t> haematoxylin;
    std::vector<std::uint8_t> eosin;
    std::vector<std::uint8_t> red; ///< haemoglobin and its strong eosin
};

/// One laboratory's and scanner's colours.
struct Stain
{
    std::array<float, 3> haematoxylin, eosin, red; ///< absorption per channel R, G, B
    std::array<float, 3> glass;                    ///< colour of empty glass, 0..255
};

/// Colours that vary with the seed as between laboratories: strength ± 15 %, hue slightly.
Stain makeStain(std::uint64_t seed);

/// Light through the dyes (Beer–Lambert), blurred as by a scanner's optics, with a little sensor noise.
Image develop(const Canvas& canvas, const Stain& stain, std::uint64_t seed);

} // namespace transcope::core::demo
