#pragma once

#include "core/base/result.h"
#include "core/expression/expressionmatrix.h"
#include "core/expression/layer.h"
#include "core/io/section.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// Measured expression of one section. values are raw counts where normalisation is None, else already
/// normalised.
struct TruthSection
{
    std::string name;
    std::string patient;
    SpotTable spots;
    GeneList genes;
    std::shared_ptr<const Expression> values;
    Normalisation normalisation = Normalisation::None;
    std::optional<std::filesystem::path> image; ///< the picture that the spots refer to, where it is found
    std::vector<std::string> notes;
};

TruthSection truthOf(Section section);

/// A section's counts in any format of openSection, or a session's measured layer, or an .h5ad that Transcope
/// wrote. Errors: those of openSection and openSession; NotFound when a session has no measured layer.
Result<TruthSection> loadTruth(const std::filesystem::path& path);

/// As a layer of its own.
std::shared_ptr<const Layer> measuredLayer(const TruthSection& truth, const std::string& name);

/// One layer of predictions over its own spots.
struct Prediction
{
    std::filesystem::path file;
    bool hasCoordinates = false; ///< else the spots' centres are all 0
    Layer layer;
    std::optional<Layer> deviation = {}; ///< over several views, where they were made
    bool isAssumed = false; ///< the table states no normalisation: cpm-selected, as the paper prepares counts
};

/// The predicted layers of a session (.transcope), or the values of an .h5ad or of a table of spots with
/// genes. Errors: those of the readers; NotFound when there is no predicted layer.
Result<std::vector<Prediction>> loadPredictions(const std::filesystem::path& path);

/// Normalised truth over chosen genes.
struct PreparedTruth
{
    ExpressionMatrix values;  ///< spots × genes found
    std::vector<int> columns; ///< per gene found: its index in `genes`
    std::vector<int> missing; ///< indices of the genes that the section lacks
    std::vector<int>
        emptySpots; ///< ascending; without counts over the denominator's genes: not to be used, rows NaN
    std::vector<float> depth; ///< per spot, see depths(); empty where the section's values are no counts
};

/// Brings a section to the wanted genes and normalisation.
/// Errors: BadInput when no gene matches; InvalidArgument when the values are already normalised in another
/// way; those of reading the values.
Result<PreparedTruth> prepareTruth(const TruthSection& section, const GeneList& genes,
                                   Normalisation normalisation);

/// What prepareTruth() could not use, counted and named, one sentence each: genes that the section lacks,
/// spots without counts.
std::vector<std::string> leftOutOf(const PreparedTruth& prepared, const TruthSection& section,
                                   const GeneList& genes);

} // namespace transcope::core
