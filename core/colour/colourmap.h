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

/// How values become colours: low..high linearly onto the map, clamped; NaN → MissingColour.
struct ColourScale
{
    ColourMap map = ColourMap::Viridis;
    double low = 0;
    double high = 1;
    Rgb colourOf(double value) const;
    bool operator==(const ColourScale&) const = default;
};

/// A colour with a meaning of its own.
struct LegendEntry
{
    std::string name;
    Rgb colour{};
    bool operator==(const LegendEntry&) const = default;
};

/// Tick values for a colour bar or axis: 1, 2 or 5 times a power of ten, about `wanted` of them within [low,
/// high].
std::vector<double> niceTicks(double low, double high, int wanted);

/// The first three principal components (spots × ≥3) as colours, each scaled from its own 1st..99th
/// percentile.
std::vector<Rgb> pcaColours(std::span<const float> pc1, std::span<const float> pc2,
                            std::span<const float> pc3);

} // namespace transcope::core
