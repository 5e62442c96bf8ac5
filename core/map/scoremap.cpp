#include "core/map/mapkinds.h"

#include "core/base/try.h"
#include "core/map/mapmaking.h"

#include <cmath>

namespace transcope::core {

namespace {

/// Sums over genes, per spot.
struct Sums
{
    explicit Sums(std::size_t spots) : sum(spots, 0.0), genes(spots, 0) {}

    std::vector<double> sum;
    std::vector<int> genes; ///< that are known at the spot
    void add(const std::vector<float>& values)
    {
        for (std::size_t s = 0; s < values.size(); ++s) {
            if (std::isnan(values[s]))
                continue;
            sum[s] += values[s];
            ++genes[s];
        }
    }
    /// 0/0: nothing is known there.
    std::vector<float> means() const
    {
        std::vector<float> result(sum.size());
        for (std::size_t s = 0; s < sum.size(); ++s)
            result[s] = static_cast<float>(sum[s] / genes[s]);
        return result;
    }
};

} // namespace

namespace {

/// The list's name, or how many genes it has.
Phrase titleOf(const MapRecipe& recipe, Phrase ofSoMany)
{
    const auto count = numberPhrase(static_cast<double>(recipe.genes.size()));
    return recipe.title.empty() ? ofSoMany.with({count}) : Phrase{recipe.title};
}

} // namespace

/// Genes that do not vary say nothing and are left out with those that the layer lacks.
Result<Map> makeScoreMap(const MapRecipe& recipe, const MapInput& input, std::stop_token stop)
{
    TRY(const auto shown, shownGenes(input, input.painted, recipe.genes));
    Sums sums(input.painted->spots->size());
    int used = 0;
    for (const auto& gene : shown) {
        if (stop.stop_requested())
            return mapCancelled();
        if (!gene)
            continue;
        TRY(auto values, gene->perSpot());
        used += momentsOf(values).deviation > 0 ? 1 : 0;
        standardise(values);
        sums.add(values);
    }
    const auto count = numberPhrase(static_cast<double>(recipe.genes.size()));
    const auto what = titleOf(recipe, phrase("Map", "Score of %1 genes"));
    if (used == 0)
        return noticeMap(input, what, phrase("Map", "None of these genes varies in this layer."));
    Map map = mapOf(input, what);
    map.scale = ScaleKind::Diverging;
    map.label = phrase("Map", "Mean z score of %1 of %2 genes").with({numberPhrase(used), count});
    map.quantity = "z score";
    map.values = sums.means();
    return map;
}

/// Of genes that are shown in the same way as the first that the layer has: others have no common unit.
Result<Map> makeMeanMap(const MapRecipe& recipe, const MapInput& input, std::stop_token stop)
{
    TRY(const auto shown, shownGenes(input, input.painted, recipe.genes));
    Sums sums(input.painted->spots->size());
    std::optional<Normalisation> normalisation;
    int used = 0;
    for (const auto& gene : shown) {
        if (stop.stop_requested())
            return mapCancelled();
        if (!gene || gene->normalisation != normalisation.value_or(gene->normalisation))
            continue;
        normalisation = gene->normalisation;
        TRY(const auto values, gene->perSpot());
        sums.add(values);
        ++used;
    }
    const auto what = titleOf(recipe, phrase("Map", "Mean of %1 genes"));
    if (used == 0)
        return noticeMap(input, what, phrase("Map", "This layer has none of these genes."));
    Map map = mapOf(input, what);
    map.provenance.normalisation = *normalisation;
    map.label = phrase("Map", "Mean of %1 of %2 genes, %3")
                    .with({numberPhrase(used), numberPhrase(static_cast<double>(recipe.genes.size())),
                           valuePhrase(*normalisation)});
    map.quantity = recipeKey(recipe) + ' ' + valuePhrase(*normalisation).text;
    map.values = sums.means();
    return map;
}

} // namespace transcope::core
