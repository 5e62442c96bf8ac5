#pragma once

#include "core/evaluation/evaluation.h"

namespace transcope::core {

/// What no image is needed for: constant vectors, scored on every truth over `genes`.
///   "training-mean": mean over all training spots, the section itself left out;
///   "other-patients-mean": only training sections of other patients;
///   "same-patient-mean": only other sections of the same patient, which a split that shares patients leaks.
/// A baseline is absent where no training section qualifies for any truth. Training sections of a truth's
/// name are taken for that section itself. Errors: those of prepareTruth.
Result<std::vector<MethodScores>> scoreBaselines(const std::vector<TruthSection>& truths,
                                                 const std::vector<TruthSection>& training,
                                                 const GeneList& genes, Normalisation normalisation);

} // namespace transcope::core
