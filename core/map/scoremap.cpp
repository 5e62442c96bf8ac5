#include "core/map/mapkinds.h"

#include "core/base/try.h"
#include "core/map/mapmaking.h"

#include <cmath>

namespace transcope::core {

namespace {

/// Sums over genes, per spot.
struct Sums
{
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
};

} // namespace

/// Genes that do not vary say nothing and are left out with those that the layer lacks.
Result<Map> makeScoreMap(const MapRecipe& recipe, const MapInput& input, std::stop_token stop)
{
    TRY(const auto shown, shownGenes(input, input.painted, recipe.genes));
    const auto spots = input.painted->spots->size();
    Sums sums{std::vector<double>(spots, 0.0), std::vector<int>(spots, 0)};
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
    const auto what =
        recipe.title.empty() ? phrase("Map", "Score of %1 genes").with({count}) : Phrase{recipe.title};
    if (used == 0)
        return noticeMap(input, what, phrase("Map", "None of these genes varies in this layer."));
    Map map = mapOf(input, what);
    map.scale = ScaleKind::Diverging;
    map.label = phrase("Map", "Mean z score of %1 of %2 genes").with({numberPhrase(used), count});
    map.quantity = "z score";
    for (std::size_t s = 0; s < spots; ++s)
        map.values.push_back(static_cast<float>(sums.sum[s] / sums.genes[s])); // 0/0: nothing is known here
    return map;
}

} // namespace transcope::core
