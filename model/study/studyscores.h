#pragma once

#include "core/stats/correlation.h"
#include "model/training/packfile.h"
#include "model/training/split.h"

#include <span>

namespace transcope::model {

/// How predictions of the held-out spots compare with what was measured: per spot in the order of
/// split.validation, per gene of one held-out section after the other. Beyond depth it is undefined where the
/// file packs no depths. rows: predictions for split.validation (not empty), [spots × genes] row by row.
core::SectionScores scoresOfHeldOut(const PackFile& data, const Split& split, std::span<const float> rows);

} // namespace transcope::model
