#pragma once

#include "model/study/heldoutmetrics.h"

#include <string>

namespace transcope::model {

/// A predictor that looks at no image.
struct NoImageBaseline
{
    std::string name;
    HeldOutMetrics metrics;
};

/// Constant vectors, scored on the held-out sections:
///   "training-mean": mean over all training spots;
/// and, where the split shares patients, for each held-out section
///   "same-patient-mean": over the training spots of its patient alone, which the split leaks;
///   "other-patients-mean": over those of other patients.
/// The last two are absent where a held-out section has no such spots. split: with held-out spots.
std::vector<NoImageBaseline> noImageBaselines(const PackFile& data, const Split& split);

} // namespace transcope::model
