#pragma once

#include "core/base/progress.h"
#include "core/predict/predictor.h"
#include "model/training/packfile.h"
#include "model/weights/trainingvectors.h"

#include <stop_token>

namespace transcope::model {

/// How the sections that the spots are of look at a zoom level: one entry each, the mean over its spots.
/// level: one that the file holds.
std::vector<core::SectionLooks> looksOf(const PackFile& data, std::span<const std::int64_t> spots, int level);

/// Where the training spots lie for a predictor whose rows have the part partname::Encoded. Distances are
/// cross-fitted, so that they are those of spots that were not looked at: each spot's is from the sections of
/// other folds (five at most; two halves of a single section). spots: two at least.
/// Errors: InvalidArgument (no such part), those of Predictor::predict(); Unsupported (a level that was not
/// packed); Cancelled.
core::Result<TrainingVectors> trainingVectorsOf(core::Predictor& predictor, const PackFile& data,
                                                std::span<const std::int64_t> spots,
                                                const core::ProgressFn& progress, std::stop_token stop);

} // namespace transcope::model
