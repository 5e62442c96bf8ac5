#include "core/map/mapkinds.h"

#include "core/base/try.h"
#include "core/map/mapmaking.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

std::vector<LayerPtr> methodsOf(const MapInput& input)
{
    std::vector<LayerPtr> methods;
    std::ranges::copy_if(input.layers->layers(), std::back_inserter(methods), [](const LayerPtr& layer) {
        return layer->kind == LayerKind::Predicted || layer->kind == LayerKind::Imported;
    });
    return methods;
}

/// Dividing by the number of methods, since these are all that are compared and no sample of them; NaN where
/// fewer than two know the spot.
float deviationAt(const LayersGene& gene, std::size_t spot)
{
    std::vector<float> values;
    for (const auto& layer : gene.values) {
        if (!std::isnan(layer[spot]))
            values.push_back(layer[spot]);
    }
    return values.size() < 2 ? NAN : static_cast<float>(momentsOf(values).deviation);
}

} // namespace

Result<Map> makeDisagreementMap(const MapRecipe& recipe, const MapInput& input, std::stop_token stop)
{
    const auto& gene = recipe.genes.front();
    TRY(auto layers, namedLayers(recipe, input));
    TRY(const auto values, geneOfLayers(input, layers.empty() ? methodsOf(input) : layers, gene, stop));
    const auto count = numberPhrase(static_cast<double>(values.layers.size()));
    const auto what = values.standardised
                          ? phrase("Map", "%1: disagreement of %2 methods, z scores").with({gene, count})
                          : phrase("Map", "%1: disagreement of %2 methods").with({gene, count});
    if (values.layers.size() < 2)
        return noticeMap(input, what,
                         phrase("Map", "Disagreement needs two methods that have %1.").with({gene}));
    Map map = mapOf(input, what);
    map.label = values.standardised
                    ? phrase("Map", "Standard deviation of z scores")
                    : phrase("Map", "Standard deviation, %1").with({valuePhrase(values.normalisation)});
    map.quantity = map.label.english();
    map.values.resize(input.painted->spots->size());
    for (std::size_t s = 0; s < map.values.size(); ++s)
        map.values[s] = deviationAt(values, s);
    return map;
}

} // namespace transcope::core
