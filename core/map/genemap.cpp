#include "core/map/mapkinds.h"

#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/expression/rowpart.h"
#include "core/map/mapmaking.h"

namespace transcope::core {

namespace {

/// What the values are: of a prediction's parts not what those of the prediction are, so that the two share
/// no range.
Phrase labelOf(const std::string& part, const std::string& gene, Normalisation normalisation)
{
    const auto values = valuePhrase(normalisation);
    if (part == partname::Deviation)
        return phrase("Map", "Standard deviation, %1").with({values});
    if (part.starts_with(partname::Level))
        return phrase("Map", "Share of a zoom level, %1").with({values});
    if (part != partname::Appearance)
        return values;
    return gene == partname::Outside ? phrase("Map", "Percentile among the training's spots") : Phrase(gene);
}

/// How spots compare with the training has no genes: whichever is chosen, how far outside they are is shown.
std::vector<std::string> columnOf(const Layer& layer, const std::vector<std::string>& genes)
{
    const bool isOther = layer.provenance.part == partname::Appearance &&
                         matchGenes(genesFromNames(genes), layer.genes).columns.front() < 0;
    return isOther ? std::vector{partname::Outside} : genes;
}

} // namespace

Result<Map> makeGeneMap(const MapRecipe& recipe, const MapInput& input, std::stop_token)
{
    const auto genes = columnOf(*input.painted, recipe.genes);
    const auto& gene = genes.front();
    TRY(const auto shown, shownGenes(input, input.painted, genes));
    if (!shown.front())
        return noticeMap(input, {gene}, missingGene(*input.painted, gene));
    TRY(auto values, shown.front()->perSpot());
    Map map = mapOf(input, {gene});
    map.values = std::move(values);
    map.provenance.normalisation =
        shown.front()->normalisation; // a gene of its own may be shown in another way
    map.label = labelOf(input.painted->provenance.part, gene, shown.front()->normalisation);
    map.quantity = map.label.english();
    return map;
}

} // namespace transcope::core
