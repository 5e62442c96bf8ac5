#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace transcope::core {

/// What a patch looks like, to tell slides that differ from those that a model was trained on.
struct Appearance
{
    /// Mean of −log10((v + 1) / 256) over the 8-bit red, green and blue values.
    std::array<double, 3> opticalDensity{};
    /// Variance of the Laplacian (4 neighbours) of the luminance 0 … 255, over every second row: small where
    /// the picture is out of focus, or empty.
    double focus = 0;

    /// Amounts of stain, in optical density along the vectors of Ruifrok and Johnston (Anal Quant Cytol
    /// Histol 2001).
    double haematoxylin() const;
    double eosin() const;
    bool operator==(const Appearance&) const = default;
};

/// How a section of the training looks: the mean over its spots' finest patches.
struct SectionLooks
{
    std::string name;
    Appearance mean;
    bool operator==(const SectionLooks&) const = default;
};

/// rgb: [sizePx, sizePx, 3], at least 3 px wide.
Appearance appearanceOf(std::span<const std::uint8_t> rgb, int sizePx);

} // namespace transcope::core
