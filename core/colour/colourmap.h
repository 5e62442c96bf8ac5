#pragma once

#include "core/colour/valuerange.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

using Rgb = std::array<std::uint8_t, 3>;

enum class ColourMap { Viridis, Magma, Inferno, Cividis, Turbo, Grey, Diverging };

/// Missing values.
inline constexpr Rgb MissingColour = {211, 211, 211};

/// 256 colours from low to high. The diverging map's middle (index 127.5) is near white and stands for zero.
const std::array<Rgb, 256>& colours(ColourMap map);
std::string_view name(ColourMap map); ///< lower case, "viridis"
std::optional<ColourMap> colourMapNamed(std::string_view name);
const std::vector<ColourMap>& allColourMaps();

/// How values become colours: low..high onto the map, clamped; NaN → MissingColour.
struct ColourScale
{
    ColourMap map = ColourMap::Viridis;
    double low = 0;
    double high = 1;
    bool isLog = false; ///< by the values' logarithm; without effect where high is not above 0

    Rgb colourOf(double value) const;
    /// How far up the scale a value lies: 0 at its foot, 1 at high, beyond them less and more; at or below 0
    /// on a logarithmic one −∞. NaN for NaN.
    double shareOf(double value) const;
    double valueAt(double share) const; ///< the other way round
    bool usesLog() const { return isLog && high > 0; }
    /// Where its colours begin: low; on a logarithmic scale, which has no 0, three decades below high where
    /// low is not above it.
    double foot() const;
    bool operator==(const ColourScale&) const = default;
};

/// A colour with a meaning of its own.
struct LegendEntry
{
    std::string name;
    Rgb colour{};
    bool operator==(const LegendEntry&) const = default;
};

/// What a blend of two or three colours looks like, as a picture of side 1, x to the right and y up: of two a
/// square, along whose sides they grow from nothing; of three a triangle with a colour in each corner, the
/// first left, the second right, the third above. Absent outside it, and for another number of colours.
std::optional<Rgb> mixAt(std::span<const LegendEntry> colours, double x, double y);

/// Tick values for a colour bar or axis: 1, 2 or 5 times a power of ten, about `wanted` of them within [low,
/// high].
std::vector<double> niceTicks(double low, double high, int wanted);
/// The same along a scale; on a logarithmic one 1, 2 and 5, or 1 alone, times powers of ten.
std::vector<double> scaleTicks(const ColourScale& scale, int wanted);

/// The first three principal components (spots × ≥3) as colours, each scaled from its own 1st..99th
/// percentile.
std::vector<Rgb> pcaColours(std::span<const float> pc1, std::span<const float> pc2,
                            std::span<const float> pc3);

} // namespace transcope::core
