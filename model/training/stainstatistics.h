#pragma once

#include "model/training/packfile.h"
#include "model/weights/modelcard.h"

namespace transcope::model {

/// Colours of the finest level's patches of the given spots. spots: not empty.
StainStatistics stainOf(const PackFile& data, std::span<const std::int64_t> spots);

} // namespace transcope::model
