#pragma once

#include "core/base/phrase.h"
#include "core/base/result.h"
#include "core/colour/colourmap.h"
#include "core/map/layerset.h"
#include "core/map/recipe.h"
#include "core/spots/spottable.h"
#include "core/surface/contours.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace transcope::core {

/// How the values of a map become colours.
enum class ScaleKind {
    Sequential,  ///< over a range, along a colour map
    Diverging,   ///< the same, the range symmetric about zero
    Categorical, ///< a category each; values are indices into the legend
    OwnColours   ///< colours without a scale; there are no values
};

/// What is painted between spots in place of their marks: small squares of a smooth surface.
struct MapSurface
{
    std::shared_ptr<const SpotTable> cells;
    std::vector<float> values;         ///< per cell
    std::vector<std::uint8_t> weights; ///< per cell, of 255; 0 where nothing is known
};

/// What colours the spots of a layer. Viewer, landscape, pictures and command line paint from maps alone.
struct Map
{
    std::shared_ptr<const SpotTable> spots;
    std::vector<float> values; ///< per spot, NaN unknown; empty with OwnColours
    std::vector<Rgb> colours;  ///< per spot with OwnColours and Categorical, else empty
    ScaleKind scale = ScaleKind::Sequential;
    ValueRange range; ///< to use unless a person chooses another; of the two scales with a range
    std::vector<LegendEntry> legend; ///< of categories, and of what red, green and blue stand for
    Phrase where;                    ///< whose spots: "Predicted (M2OST)"
    Phrase what;                     ///< "DDX5"
    Phrase label;                    ///< of the colour bar: what the values are
    /// What the values measure: maps of the same quantity may share a range. Empty where a range is the map's
    /// own.
    std::string quantity;
    Phrase notice;                       ///< why nothing can be painted (all values are NaN then); else empty
    std::size_t genes = 0;               ///< of the painted layer
    Provenance provenance;               ///< of the painted layer, with the normalisation that is shown
    std::vector<double> explainedShares; ///< of the variance, 0..1, per component shown

    // What the recipe's style makes of it.
    SpotMark mark = SpotMark::Disc;
    bool isLog = false;                ///< colours follow the values' logarithm
    std::vector<std::uint8_t> weights; ///< per spot, how much of it is seen, of 255; empty: all of all
    std::optional<double> threshold;   ///< below which spots are faded
    std::vector<std::string> hidden;   ///< categories that are not drawn
    std::vector<ContourLine> contours; ///< over the painted spots
    std::shared_ptr<const MapSurface> surface; ///< nullptr: spots have their marks

    /// To be outlined over the painted ones, which are inferred between them; nullptr: none.
    std::shared_ptr<const SpotTable> measuredSpots;

    /// "Predicted (M2OST) · DDX5", English.
    std::string title() const { return where.english() + " · " + what.english(); }
    /// Whether the legend's colours are added up in the spots.
    bool mixesLegend() const { return scale == ScaleKind::OwnColours && legend.size() > 1; }
    /// Whether a range and a colour map colour it.
    bool hasRange() const { return scale == ScaleKind::Sequential || scale == ScaleKind::Diverging; }
};

/// What a map is made from.
struct MapInput
{
    std::shared_ptr<const LayerSet> layers;
    std::shared_ptr<const Layer> painted;   ///< whose spots are coloured; one of `layers`
    std::shared_ptr<const Layer> measured;  ///< the measurement that predictions are held against, or nullptr
    std::shared_ptr<const Layer> predicted; ///< counts are shown in its normalisation beside it; or nullptr
};

/// Makes the map that a recipe says; any thread. A gene that the layer lacks is no error but a map with a
/// notice. Errors: those of checkRecipe(); NotFound for a layer that the recipe names and the set lacks;
/// Cancelled; those of reading the layers.
Result<Map> makeMap(const MapRecipe& recipe, const MapInput& input, std::stop_token stop = {});

/// Whether a map of this kind changes when the values of other layers than the painted one do.
bool usesOtherLayers(MapKind kind);

/// The range that two bounds mean for a map; its own where they are the standard ones.
ValueRange rangeOf(const Map& map, const RangeBound& low, const RangeBound& high);
/// The scale that draws it: diverging maps in the diverging colours unless `chosen` says otherwise, others in
/// `usual`. Absent where the map has no range.
std::optional<ColourScale> scaleOf(const Map& map, ValueRange range, ColourMap usual,
                                   std::optional<ColourMap> chosen = {});
/// One colour per spot. scale: as scaleOf() gave it.
std::vector<Rgb> spotColours(const Map& map, const std::optional<ColourScale>& scale);

} // namespace transcope::core
