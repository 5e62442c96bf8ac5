#include "core/colour/colourmap.h"

#include "core/colour/colourtables.h"

#include <algorithm>
#include <cmath>
#include <limits>

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
    return colours(map)[static_cast<std::size_t>(std::clamp(shareOf(value) * 256, 0.0, 255.0))];
}

double ColourScale::foot() const
{
    constexpr double Decades = 1e-3;
    return usesLog() && !(low > 0) ? Decades * high : low;
}

double ColourScale::shareOf(double value) const
{
    const double from = foot();
    if (!(high > from))
        return value > from ? 1.0 : std::isnan(value) ? value : 0.0;
    if (!usesLog())
        return (value - from) / (high - from);
    if (value <= 0)
        return -std::numeric_limits<double>::infinity();
    return std::log(value / from) / std::log(high / from);
}

double ColourScale::valueAt(double share) const
{
    const double from = foot();
    return usesLog() ? from * std::pow(high / from, share) : from + share * (high - from);
}

std::optional<Rgb> mixAt(std::span<const LegendEntry> colours, double x, double y)
{
    std::array<double, 3> shares{x, y, 0};
    if (colours.size() == 3) {
        shares = {1 - x - y / 2, x - y / 2, y}; // of the corners
        if (std::ranges::min(shares) < 0)
            return std::nullopt;
        const double most = std::ranges::max(shares);
        for (double& share : shares) // as bright as can be, so that it is the balance that is seen
            share /= most;
    } else if (colours.size() != 2) {
        return std::nullopt;
    }
    Rgb mixed{};
    for (std::size_t c = 0; c < mixed.size(); ++c) {
        double sum = 0;
        for (std::size_t e = 0; e < colours.size(); ++e)
            sum += shares[e] * colours[e].colour[c];
        mixed[c] = static_cast<std::uint8_t>(std::lround(std::clamp(sum, 0.0, 255.0)));
    }
    return mixed;
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
