#pragma once

#include "core/evaluation/evaluation.h"

namespace transcope::core {

/// meanBaselines(), scored on every truth over `genes`.
/// A baseline is absent where no training section qualifies for any truth. Training sections of a truth's
/// name are taken for that section itself. Errors: those of prepareTruth.
Result<std::vector<MethodScores>> scoreBaselines(const std::vector<TruthSection>& truths,
                                                 const std::vector<TruthSection>& training,
                                                 const GeneList& genes, Normalisation normalisation);

} // namespace transcope::core
