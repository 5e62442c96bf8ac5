#include "core/colour/colourmap.h"

#include "core/colour/colourtables.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

using Table = std::array<Rgb, 256>;

std::uint8_t hexDigit(char c)
{
    return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

Table fromHex(std::string_view hex)
{
    Table table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        for (std::size_t c = 0; c < 3; ++c)
            table[i][c] = static_cast<std::uint8_t>(hexDigit(hex[6 * i + 2 * c]) * 16 +
                                                    hexDigit(hex[6 * i + 2 * c + 1]));
    }
    return table;
}

Table greys()
{
    Table table;
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i].fill(static_cast<std::uint8_t>(i));
    return table;
}

/// Blue over near white to red, straight lines in sRGB between anchors of like lightness on both sides.
Table blueWhiteRed()
{
    constexpr std::array<Rgb, 7> anchors = {{{16, 48, 110},
                                             {45, 110, 180},
                                             {150, 196, 226},
                                             {247, 247, 247},
                                             {244, 170, 140},
                                             {200, 70, 70},
                                             {112, 8, 36}}};
    Table table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double position = static_cast<double>(i) / 255.0 * static_cast<double>(anchors.size() - 1);
        const auto below = std::min(static_cast<std::size_t>(position), anchors.size() - 2);
        for (std::size_t c = 0; c < 3; ++c)
            table[i][c] = static_cast<std::uint8_t>(std::lround(
                std::lerp(static_cast<double>(anchors[below][c]), static_cast<double>(anchors[below + 1][c]),
                          position - static_cast<double>(below))));
    }
    return table;
}

} // namespace

const std::array<Rgb, 256>& colours(ColourMap map)
{
    static const Table viridis = fromHex(ViridisHex), magma = fromHex(MagmaHex),
                       inferno = fromHex(InfernoHex), cividis = fromHex(CividisHex),
                       turbo = fromHex(TurboHex), grey = greys(), diverging = blueWhiteRed();
    switch (map) {
    case ColourMap::Viridis:
        return viridis;
    case ColourMap::Magma:
        return magma;
    case ColourMap::Inferno:
        return inferno;
    case ColourMap::Cividis:
        return cividis;
    case ColourMap::Turbo:
        return turbo;
    case ColourMap::Grey:
        return grey;
    case ColourMap::Diverging:
        break;
    }
    return diverging;
}

std::string_view name(ColourMap map)
{
    switch (map) {
    case ColourMap::Viridis:
        return "viridis";
    case ColourMap::Magma:
        return "magma";
    case ColourMap::Inferno:
        return "inferno";
    case ColourMap::Cividis:
        return "cividis";
    case ColourMap::Turbo:
        return "turbo";
    case ColourMap::Grey:
        return "grey";
    case ColourMap::Diverging:
        break;
    }
    return "diverging";
}

std::optional<ColourMap> colourMapNamed(std::string_view wanted)
{
    for (const auto map : allColourMaps()) {
        if (name(map) == wanted)
            return map;
    }
    return std::nullopt;
}

const std::vector<ColourMap>& allColourMaps()
{
    static const std::vector<ColourMap> all = {ColourMap::Viridis,  ColourMap::Magma, ColourMap::Inferno,
                                               ColourMap::Cividis,  ColourMap::Turbo, ColourMap::Grey,
                                               ColourMap::Diverging};
    return all;
}

Rgb ColourScale::colourOf(double value) const
{
    if (std::isnan(value))
        return MissingColour;
    const double share = high > low ? (value - low) / (high - low) : (value > low ? 1.0 : 0.0);
    return colours(map)[static_cast<std::size_t>(std::clamp(share * 256, 0.0, 255.0))];
}

std::vector<Rgb> pcaColours(std::span<const float> pc1, std::span<const float> pc2,
                            std::span<const float> pc3)
{
    const std::array<std::span<const float>, 3> components = {pc1, pc2, pc3};
    std::vector<Rgb> result(pc1.size(), Rgb{0, 0, 0});
    for (std::size_t c = 0; c < 3; ++c) {
        const auto range = defaultRange(components[c]);
        for (std::size_t s = 0; s < result.size(); ++s) {
            const double share = (components[c][s] - range.low) / (range.high - range.low);
            result[s][c] = std::isnan(share)
                               ? 0
                               : static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0, 1.0) * 255));
        }
    }
    for (std::size_t s = 0; s < result.size(); ++s) {
        if (std::isnan(pc1[s]) || std::isnan(pc2[s]) || std::isnan(pc3[s]))
            result[s] = MissingColour;
    }
    return result;
}

} // namespace transcope::core
