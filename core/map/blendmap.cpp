#include "core/map/mapkinds.h"

#include "core/base/try.h"
#include "core/map/mapmaking.h"

#include <array>

namespace transcope::core {

namespace {

// Two genes in colours that most colour-blind people tell apart, and that make white together.
constexpr Rgb Magenta{255, 0, 255}, Green{0, 255, 0}, Red{255, 0, 0}, Blue{0, 0, 255};

} // namespace

/// Each gene from black at its own 1st percentile to its full colour at the 99th, added up.
Result<Map> makeBlendMap(const MapRecipe& recipe, const MapInput& input, std::stop_token stop)
{
    Phrase what{recipe.genes.front()};
    for (std::size_t g = 1; g < recipe.genes.size(); ++g)
        what.text += " + " + recipe.genes[g];
    TRY(const auto shown, shownGenes(input, input.painted, recipe.genes));
    std::vector<std::vector<float>> genes;
    for (std::size_t g = 0; g < shown.size(); ++g) {
        if (stop.stop_requested())
            return mapCancelled();
        if (!shown[g])
            return noticeMap(input, what, missingGene(*input.painted, recipe.genes[g]));
        TRY(auto values, shown[g]->perSpot());
        genes.push_back(std::move(values));
    }
    Map map = mapOf(input, what);
    map.scale = ScaleKind::OwnColours;
    map.label = valuePhrase(shown.front()->normalisation);
    const bool isPair = genes.size() == 2;
    map.colours = pcaColours(genes[0], genes[1], genes[isPair ? 0 : 2]);
    const std::array colours{isPair ? Magenta : Red, Green, Blue};
    for (std::size_t g = 0; g < recipe.genes.size(); ++g)
        map.legend.push_back({recipe.genes[g], colours[g]});
    return map;
}

} // namespace transcope::core
