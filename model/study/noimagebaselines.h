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

/// core::meanBaselines(), scored on the held-out sections; the first alone where the split shares no
/// patients. Others are absent where a held-out section has no such spots. split: with held-out spots.
std::vector<NoImageBaseline> noImageBaselines(const PackFile& data, const Split& split);

} // namespace transcope::model
