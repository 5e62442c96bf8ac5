#include "core/map/mapkinds.h"
#include "core/map/mapmaking.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace transcope::core {

namespace {

// Okabe and Ito's colours for the first categories, which most colour-blind people tell apart.
constexpr std::array<Rgb, 8> FirstColours = {{{230, 159, 0},
                                              {86, 180, 233},
                                              {0, 158, 115},
                                              {204, 121, 167},
                                              {0, 114, 178},
                                              {213, 94, 0},
                                              {240, 228, 66},
                                              {96, 96, 96}}};

/// More: turns of the golden angle around the circle of hues, so that neighbours differ, light and dark by
/// turns.
Rgb categoryColour(std::size_t index)
{
    if (index < FirstColours.size())
        return FirstColours[index];
    const double hue = std::fmod(static_cast<double>(index) * 0.618033988749895, 1.0) * 6;
    const double brightness = index % 2 == 0 ? 0.9 : 0.6;
    Rgb colour;
    for (std::size_t c = 0; c < 3; ++c) {
        const double around =
            std::fmod(hue + 6 - 2 * static_cast<double>(c), 6.0); // red at 0, green at 2, blue at 4
        const double share = std::clamp(std::abs(around - 3) - 1, 0.0, 1.0);
        colour[c] = static_cast<std::uint8_t>(std::lround(255 * brightness * (0.3 + 0.7 * share)));
    }
    return colour;
}

void paintCategories(Map& map, const ObservationColumn& column)
{
    map.scale = ScaleKind::Categorical;
    for (std::size_t c = 0; c < column.categories.size(); ++c)
        map.legend.push_back({column.categories[c], categoryColour(c)});
    for (const int code : column.codes) {
        map.values.push_back(code < 0 ? NAN : static_cast<float>(code));
        map.colours.push_back(code < 0 ? MissingColour : map.legend[static_cast<std::size_t>(code)].colour);
    }
}

} // namespace

Result<Map> makeObservationMap(const MapRecipe& recipe, const MapInput& input, std::stop_token)
{
    Map map = mapOf(input, {recipe.column});
    const auto& columns = input.painted->observations;
    const auto column = columns ? std::ranges::find(*columns, recipe.column, &ObservationColumn::name)
                                : Observations::const_iterator();
    if (!columns || column == columns->end())
        return noticeMap(input, map.what,
                         phrase("Map", "%2 has no column %1.").with({recipe.column, input.painted->name}));
    map.label = {recipe.column};
    map.quantity = recipe.column;
    if (column->isCategorical())
        paintCategories(map, *column);
    else
        map.values = column->numbers;
    return map;
}

} // namespace transcope::core
