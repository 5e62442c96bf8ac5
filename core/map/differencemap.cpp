#include "core/map/mapkinds.h"

#include "core/base/try.h"
#include "core/map/mapmaking.h"

namespace transcope::core {

/// First minus second, at the spots that both have. z scores of either where their normalisations differ.
Result<Map> makeDifferenceMap(const MapRecipe& recipe, const MapInput& input, std::stop_token stop)
{
    const auto& gene = recipe.genes.front();
    TRY(auto layers, namedLayers(recipe, input));
    if (layers.empty()) {
        if (!input.measured || !input.predicted)
            return noticeMap(input, {gene},
                             phrase("Map", "The residual needs a prediction and a measurement."));
        layers = {input.predicted, input.measured};
    }
    const auto& first = *layers[0];
    const auto& second = *layers[1];
    const auto what = phrase("Map", "%1: %2 − %3").with({gene, namePhrase(first), namePhrase(second)});
    TRY(const auto values, geneOfLayers(input, layers, gene, stop));
    if (values.layers.size() < 2) {
        const bool hasFirst = !values.layers.empty() && values.layers.front() == layers[0];
        return noticeMap(input, what, missingGene(hasFirst ? second : first, gene));
    }
    Map map = mapOf(input, what);
    map.scale = ScaleKind::Diverging;
    map.label = values.standardised
                    ? phrase("Map", "Difference of z scores")
                    : phrase("Map", "Difference, %1").with({valuePhrase(values.normalisation)});
    map.quantity = map.label.english();
    map.values = values.values[0];
    for (std::size_t s = 0; s < map.values.size(); ++s)
        map.values[s] -= values.values[1][s];
    return map;
}

} // namespace transcope::core
