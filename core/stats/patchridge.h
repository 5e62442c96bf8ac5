#pragma once

#include "core/stats/ridge.h"

#include <string>

namespace transcope::core {

/// The name of its row in tables.
inline constexpr const char* RidgeName = "ridge on colour and texture";

/// What ridge regression (fitRidge) on patchFeatures() says of spots that it was not fitted on.
struct PatchRidge
{
    ExpressionMatrix predicted; ///< spots × genes; not clipped at 0
    std::string note;           ///< "fitted on 728 spots of 4 sections, penalty 1 by leaving out …"
};

/// Standardisation and penalty (chooseRidgePenalty over 0.001 to 1000 in half decades, by section) come from
/// the fitted spots. features: spots × patchFeatures() of every level; values: the same spots × genes, all
/// finite; sections: per spot, which section it is of; others: features of the spots to predict.
PatchRidge patchRidge(const ExpressionMatrix& features, const ExpressionMatrix& values,
                      const std::vector<int>& sections, const ExpressionMatrix& others);

} // namespace transcope::core
