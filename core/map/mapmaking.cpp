#include "core/map/mapmaking.h"

#include "core/base/try.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

LayerPtr besideOf(const MapInput& input, const LayerPtr& layer)
{
    const bool isAdapted = layer == input.measured || input.layers->isCounts(layer);
    return isAdapted && layer != input.predicted ? input.predicted : nullptr;
}

Result<std::vector<std::optional<ShownGene>>> shownGenes(const MapInput& input, const LayerPtr& layer,
                                                         const std::vector<std::string>& names)
{
    return input.layers->shownGenes(layer, besideOf(input, layer), names);
}

Phrase missingGene(const Layer& layer, const std::string& gene)
{
    switch (layer.kind) {
    case LayerKind::Measured:
        return phrase("Map", "%1 was not measured in this section.").with({gene});
    case LayerKind::Predicted:
        return phrase("Map", "%1 is not among the genes that these weights predict.").with({gene});
    case LayerKind::Imported:
    case LayerKind::Derived:
        break;
    }
    return phrase("Map", "%2 does not have %1.").with({gene, layer.name});
}

Map mapOf(const MapInput& input, Phrase what)
{
    const auto& painted = input.painted;
    Map map;
    map.spots = painted->spots;
    map.where = layerTitle(*painted);
    map.what = std::move(what);
    map.genes = painted->genes.size();
    map.provenance = painted->provenance;
    map.provenance.normalisation = input.layers->normalisationOf(painted, besideOf(input, painted));
    return map;
}

Map noticeMap(const MapInput& input, Phrase what, Phrase notice)
{
    Map map = mapOf(input, std::move(what));
    map.notice = std::move(notice);
    map.values.assign(map.spots->size(), NAN);
    return map;
}

tl::unexpected<Error> mapCancelled()
{
    return fail(ErrorCode::Cancelled, "Making a map was cancelled");
}

Moments momentsOf(std::span<const float> values)
{
    double count = 0, mean = 0, squares = 0; // running: Welford, Technometrics 1962
    for (const float value : values) {
        if (std::isnan(value))
            continue;
        const double from = value - mean;
        mean += from / ++count;
        squares += from * (value - mean);
    }
    return {mean, count > 1 ? std::sqrt(squares / count) : 0};
}

void standardise(std::vector<float>& values)
{
    const auto moments = momentsOf(values);
    for (float& value : values)
        value = moments.deviation > 0 ? static_cast<float>((value - moments.mean) / moments.deviation) : NAN;
}

Result<std::vector<LayerPtr>> namedLayers(const MapRecipe& recipe, const MapInput& input)
{
    std::vector<LayerPtr> layers;
    for (const auto& name : recipe.layers) {
        layers.push_back(input.layers->named(name));
        if (!layers.back())
            return fail(ErrorCode::NotFound, "there is no layer \"" + name + "\"",
                        "Name one of the layers that are open");
    }
    return layers;
}

Result<LayersGene> geneOfLayers(const MapInput& input, const std::vector<LayerPtr>& layers,
                                const std::string& gene, const std::stop_token& stop)
{
    LayersGene result;
    std::vector<Normalisation> normalisations;
    for (const auto& layer : layers) {
        if (stop.stop_requested())
            return mapCancelled();
        TRY(const auto shown, shownGenes(input, layer, {gene}));
        if (!shown.front())
            continue;
        TRY(auto values, shown.front()->perSpot());
        result.layers.push_back(layer);
        result.values.push_back(std::move(values));
        normalisations.push_back(shown.front()->normalisation);
    }
    result.standardised =
        std::ranges::adjacent_find(normalisations, std::not_equal_to{}) != normalisations.end() ||
        std::ranges::count(normalisations, Normalisation::NotStated) > 0;
    if (!result.standardised && !normalisations.empty())
        result.normalisation = normalisations.front();
    for (std::size_t l = 0; l < result.layers.size(); ++l) {
        if (result.standardised)
            standardise(result.values[l]);
        result.values[l] =
            input.layers->carried(std::move(result.values[l]), result.layers[l], input.painted);
    }
    return result;
}

} // namespace transcope::core
