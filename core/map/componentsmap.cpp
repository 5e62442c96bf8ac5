#include "core/map/mapkinds.h"

#include "core/base/try.h"
#include "core/map/mapmaking.h"

#include "core/stats/correlation.h"

#include <cmath>

namespace transcope::core {

namespace {

/// A component's sign is arbitrary: those of a prediction are turned to correlate positively with the
/// measured.
Result<void> turnToMeasured(Components& components, const MapInput& input, const std::stop_token& stop)
{
    if (!input.measured || input.measured == input.painted)
        return {};
    TRY(const auto measured, input.layers->components(input.measured, besideOf(input, input.measured), stop));
    for (std::size_t c = 0; c < Components::Count; ++c) {
        const auto there = input.layers->carried(measured->scores[c], input.measured, input.painted);
        if (!(pearson(there, components.scores[c]) < 0))
            continue;
        for (float& score : components.scores[c])
            score = -score;
    }
    return {};
}

Result<Components> paintedComponents(const MapInput& input, const std::stop_token& stop)
{
    TRY(const auto fitted, input.layers->components(input.painted, besideOf(input, input.painted), stop));
    Components components = *fitted;
    TRY_RUN(turnToMeasured(components, input, stop));
    return components;
}

std::string percent(double share)
{
    return std::to_string(std::lround(100 * share));
}

Phrase tooFew()
{
    return phrase("Map", "Principal components need two spots that differ.");
}

} // namespace

Result<Map> makeFirstComponentMap(const MapRecipe&, const MapInput& input, std::stop_token stop)
{
    TRY(auto components, paintedComponents(input, stop));
    const auto what = phrase("Map", "PCA 1");
    if (components.explainedShares.empty())
        return noticeMap(input, what, tooFew());
    Map map = mapOf(input, what);
    map.values = std::move(components.scores[0]);
    map.explainedShares = {components.explainedShares[0]};
    map.label = phrase("Map", "First component (%1 % of the variance)")
                    .with({numberPhrase(100 * map.explainedShares[0])});
    return map;
}

Result<Map> makeComponentsMap(const MapRecipe&, const MapInput& input, std::stop_token stop)
{
    TRY(auto components, paintedComponents(input, stop));
    const auto what = phrase("Map", "PCA RGB");
    if (components.explainedShares.empty())
        return noticeMap(input, what, tooFew());
    Map map = mapOf(input, what);
    map.scale = ScaleKind::OwnColours;
    const auto& scores = components.scores;
    map.colours = pcaColours(scores[0], scores[1], scores[2]);
    map.explainedShares = std::move(components.explainedShares);
    for (std::size_t c = 0; c < map.explainedShares.size(); ++c) {
        LegendEntry entry{"PC " + std::to_string(c + 1) + " (" + percent(map.explainedShares[c]) + " %)", {}};
        entry.colour[c] = 255;
        map.legend.push_back(std::move(entry));
    }
    return map;
}

} // namespace transcope::core
