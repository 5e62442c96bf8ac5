#include "core/map/mapkinds.h"

#include "core/base/try.h"
#include "core/map/mapmaking.h"

namespace transcope::core {

Result<Map> makeGeneMap(const MapRecipe& recipe, const MapInput& input, std::stop_token)
{
    const auto& gene = recipe.genes.front();
    TRY(const auto shown, shownGenes(input, input.painted, recipe.genes));
    if (!shown.front())
        return noticeMap(input, {gene}, missingGene(*input.painted, gene));
    TRY(auto values, shown.front()->perSpot());
    Map map = mapOf(input, {gene});
    map.values = std::move(values);
    map.provenance.normalisation =
        shown.front()->normalisation; // a gene of its own may be shown in another way
    map.label = valuePhrase(shown.front()->normalisation);
    map.quantity = map.label.text;
    return map;
}

} // namespace transcope::core
