#pragma once

#include "model/training/packfile.h"
#include "model/weights/modelcard.h"

namespace transcope::model {

/// Colours of the patches that the given spots have at the network's finest level. spots: not empty; level:
/// one that the file holds.
StainStatistics stainOf(const PackFile& data, std::span<const std::int64_t> spots, int level);

} // namespace transcope::model
