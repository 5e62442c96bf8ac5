#pragma once

#include "core/evaluation/baselineprediction.h"

namespace transcope::core {

/// meanBaselines() of every truth over `genes`. A baseline is absent where no training section qualifies for
/// any truth. Training sections of a truth's name are taken for that section itself. Errors: those of
/// prepareTruth. truths must outlive what is given.
Result<std::vector<BaselinePrediction>> predictMeans(const std::vector<TruthSection>& truths,
                                                     const std::vector<TruthSection>& training,
                                                     const GeneList& genes, Normalisation normalisation);

/// Their scores.
Result<std::vector<MethodScores>> scoreBaselines(const std::vector<TruthSection>& truths,
                                                 const std::vector<TruthSection>& training,
                                                 const GeneList& genes, Normalisation normalisation);

/// What depth by itself explains: every gene's "prediction" is ln(1 + the spot's total count in the
/// measurement). An oracle, not a predictor: it takes what only the measurement knows. Per gene alone it
/// means something; per spot it is undefined. Without spots where no truth holds counts, the notes say why.
/// Errors: those of prepareTruth.
Result<MethodScores> scoreDepthAlone(const std::vector<TruthSection>& truths, const GeneList& genes,
                                     Normalisation normalisation);

} // namespace transcope::core
