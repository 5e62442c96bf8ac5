#pragma once

#include "model/methods/method.h"

namespace transcope::model {

/// The methods that see all spots of a section at once. Their counts, unless a configuration names another
/// imageSize, are for the paper's patches of 224 px: HisToGene's operations for a section of 718 spots,
/// Hist2ST's for one spot and without its products of attention.
Method histogeneMethod();
Method hist2stMethod();

} // namespace transcope::model
