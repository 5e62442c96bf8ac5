#pragma once

#include "core/evaluation/evaluationinput.h"
#include "core/stats/boxsummary.h"
#include "core/stats/correlation.h"
#include "core/stats/ttest.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// One spot of one section: tells which spots two methods share.
struct SpotKey
{
    std::string section;
    std::string spot;
    auto operator<=>(const SpotKey&) const = default;
};

/// Scores of one method, or of a baseline, over all its sections. The vectors over spots run in parallel.
struct MethodScores
{
    std::string name;
    std::vector<SpotKey> spots;
    std::vector<std::string> patients; ///< per spot
    std::vector<double> pccSpot;
    std::vector<double> rmseSpot;
    std::vector<double> pccGene;            ///< per gene of each section in turn
    std::vector<double> pccGeneBeyondDepth; ///< the same given depth; NaN also where depth is not known
    /// Per gene of each section, where a prediction has a deviation: its rank correlation with the size of
    /// the residual over the spots; NaN undefined.
    std::vector<double> deviationToResidual;
    std::size_t genes = 0; ///< evaluated, of the last section
    Normalisation normalisation = Normalisation::CpmSelected;
    bool isOracle = false;          ///< knows of the measurement what no predictor can know
    std::vector<std::string> notes; ///< genes and spots left out, and other doubts
};

/// Adds a section's scores. rows: the spots that are compared, indices into the section's. predicted:
/// [rows, genes of truth].
void addScores(MethodScores& method, const TruthSection& section, const PreparedTruth& truth,
               const std::vector<std::size_t>& rows, const ExpressionMatrix& predicted);

/// Whether some of its spots are the section's: by their names, and inside the measured spots where places
/// are known. Where most of those names lie elsewhere, as a grid's do, none is.
bool isOfMeasuredSpots(const Prediction& prediction, const TruthSection& section);

/// Compares one prediction with its section, by spot ids (in place, as isOfMeasuredSpots() says) and gene
/// names, and adds to `method`. normalisation: absent = as the prediction says.
/// Errors: those of prepareTruth and of reading the prediction; BadInput when no spot is common;
/// InvalidArgument when nobody says the normalisation.
Result<void> evaluatePrediction(MethodScores& method, const TruthSection& section,
                                const Prediction& prediction, std::optional<Normalisation> normalisation);

/// Two methods' per-spot correlation over the spots that both scored.
PairedComparison compareMethods(const MethodScores& a, const MethodScores& b);

/// The name to show for a prediction: its layer's, or the file's without the section's name where it has
/// none.
std::string methodNameOf(const Prediction& prediction, const std::string& sectionName);

/// The truth that a prediction belongs to: the only one, or the one whose name the file's name contains (the
/// longest such). Errors: InvalidArgument when none or several fit.
Result<std::size_t> truthIndexOf(const Prediction& prediction, const std::vector<TruthSection>& truths);

} // namespace transcope::core
