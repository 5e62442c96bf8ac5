#include "core/spots/spotmark.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace transcope::core {

namespace {

constexpr std::array<std::string_view, AllSpotMarks.size()> Names{"disc", "square", "hexagon", "outline"};
constexpr double HalfRoot3 = std::numbers::sqrt3 / 2;

bool fillsTheArray(SpotMark mark)
{
    return mark == SpotMark::Square || mark == SpotMark::Hexagon;
}

} // namespace

std::string_view name(SpotMark mark)
{
    return Names[static_cast<std::size_t>(mark)];
}

std::optional<SpotMark> spotMarkNamed(std::string_view wanted)
{
    const auto found = std::ranges::find(Names, wanted);
    if (found == Names.end())
        return std::nullopt;
    return AllSpotMarks[static_cast<std::size_t>(found - Names.begin())];
}

double markRadiusLevel0Px(const SpotTable& spots, SpotMark mark)
{
    return (fillsTheArray(mark) ? spots.pitchLevel0Px.value_or(spots.diameterLevel0Px)
                                : spots.diameterLevel0Px) /
           2;
}

double markReach(SpotMark mark)
{
    if (mark == SpotMark::Square)
        return std::numbers::sqrt2;
    return mark == SpotMark::Hexagon ? 1 / HalfRoot3 : 1;
}

double markDistance(SpotMark mark, double x, double y)
{
    if (mark == SpotMark::Square)
        return std::max(std::abs(x), std::abs(y));
    if (mark == SpotMark::Hexagon)
        return std::max(std::abs(x), std::abs(x) / 2 + std::abs(y) * HalfRoot3);
    return std::hypot(x, y);
}

} // namespace transcope::core
