#pragma once

#include "core/base/result.h"
#include "core/colour/valuerange.h"
#include "core/spots/spotmark.h"

#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// What can colour spots. Names in files: see name().
enum class MapKind {
    Gene,         ///< one gene
    PcaFirst,     ///< first principal component of a layer
    PcaRgb,       ///< its first three components as red, green and blue
    GeneScore,    ///< mean over a list of genes of each gene's z score
    GeneMean,     ///< mean of the values of a list of genes
    Blend,        ///< two or three genes, each in a colour of its own
    Difference,   ///< of one gene between two layers: the residual where one is measured
    Disagreement, ///< of several methods about one gene: their standard deviation in each spot
    Correlation,  ///< of prediction and measurement in each spot
    Observation,  ///< a column of the table of observations, of numbers or of categories
    Padded        ///< whether a patch reached beyond the slide
};

/// "gene", "pca-first", "pca-rgb", "gene-score", "gene-mean", "blend", "difference", "disagreement",
/// "correlation", "observation", "padded".
std::string_view name(MapKind kind);

/// How a map is drawn; what a map has no use for is without effect.
struct MapStyle
{
    SpotMark mark = SpotMark::Disc;
    bool smooth =
        false;        ///< values linear between neighbouring spots, in place of marks; of maps with a range
    int contours = 0; ///< about so many lines of equal value over it, at round values; at most MostContours
    bool logScale = false; ///< colours follow the values' logarithm; of values that do not lie about zero
    /// Spots whose value lies below it are faded; where values lie about zero, those nearer to it.
    std::optional<RangeBound> threshold{};
    std::vector<std::string> hidden{}; ///< categories that are not drawn
    bool operator==(const MapStyle&) const = default;
};
inline constexpr int MostContours = 20;

/// What colours the spots of a view, as a value to keep, compare and send. Fields that its kind has no use
/// for are empty.
struct MapRecipe
{
    MapKind kind = MapKind::PcaFirst;
    std::vector<std::string> genes{}; ///< symbols or ids; a blend's in the order of its colours
    /// By name. Difference: first minus second; none = predicted minus measured. Disagreement: at least two;
    /// none = every layer that is not measured and has the gene.
    std::vector<std::string> layers{};
    std::string column{}; ///< Observation's
    std::string title{};  ///< GeneScore, GeneMean: the list's name; may be empty
    MapStyle style{};
    bool operator==(const MapRecipe&) const = default;
};

MapRecipe geneRecipe(std::string gene);

/// Whether the recipe has what its kind needs and nothing else. Errors: InvalidArgument, says what is wrong.
Result<void> checkRecipe(const MapRecipe& recipe);

/// One JSON object, e.g. {"kind":"gene","genes":["DDX5"],"style":{"mark":"hexagon"}}; what is empty or as
/// usual is left out.
std::string toJson(const MapRecipe& recipe);
/// Errors: BadInput for anything that toJson() would not have written: no JSON, an unknown kind or field, a
/// recipe that checkRecipe() refuses.
Result<MapRecipe> recipeFromJson(const std::string& json);

/// Short and readable: "gene:DDX5", "pca-first:", "difference:DDX5|M2OST|Measured"; what is shown, in
/// whatever style. For keys in settings.
std::string recipeKey(const MapRecipe& recipe);

} // namespace transcope::core
