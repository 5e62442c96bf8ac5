#pragma once

#include "core/map/map.h"

namespace transcope::core {

// What the makers of maps share; for core/map alone.

/// Whose normalisation and genes a layer is shown in: the prediction's for the measured and for other counts,
/// nobody's for a prediction.
LayerPtr besideOf(const MapInput& input, const LayerPtr& layer);

/// Genes of a layer as the input shows them. Errors: those of reading.
Result<std::vector<std::optional<ShownGene>>> shownGenes(const MapInput& input, const LayerPtr& layer,
                                                         const std::vector<std::string>& names);

/// "DDX5 was not measured in this section."
Phrase missingGene(const Layer& layer, const std::string& gene);

/// A map of the painted layer, to be filled.
Map mapOf(const MapInput& input, Phrase what);
/// One that says why nothing can be painted.
Map noticeMap(const MapInput& input, Phrase what, Phrase notice);

tl::unexpected<Error> mapCancelled();

/// What a style makes of a map that is otherwise finished.
void applyStyle(Map& map, const MapStyle& style, const MapInput& input);
/// Of values on a grid between measured spots: says so, hides what is not known, and names those spots to be
/// outlined. After applyStyle().
void markInferred(Map& map, const MapInput& input);

/// Mean and standard deviation (dividing by their number) of the values that are known.
struct Moments
{
    double mean = 0;
    double deviation = 0; ///< 0 for fewer than two values
};
Moments momentsOf(std::span<const float> values);
/// In place: how many deviations above the mean; NaN all over where they do not vary.
void standardise(std::vector<float>& values);

/// The layers that a recipe names, one by one. Errors: NotFound.
Result<std::vector<LayerPtr>> namedLayers(const MapRecipe& recipe, const MapInput& input);

/// One gene of several layers, carried to the painted spots.
struct LayersGene
{
    std::vector<LayerPtr> layers;           ///< those that have it
    std::vector<std::vector<float>> values; ///< per layer and painted spot
    bool standardised = false;              ///< in z scores, since the layers are normalised differently
    Normalisation normalisation = Normalisation::None; ///< of all, unless standardised
};
/// Standardised over the spots of each layer where normalisations differ, so that they can be compared at
/// all. Errors: Cancelled; those of reading.
Result<LayersGene> geneOfLayers(const MapInput& input, const std::vector<LayerPtr>& layers,
                                const std::string& gene, const std::stop_token& stop);

} // namespace transcope::core
