#pragma once

#include "model/counting/tally.h"
#include "model/m2ost/m2ostconfig.h"

namespace transcope::model {

/// Parameters and operations of M2OST by arithmetic over its (valid) configuration.
OperationCount countM2ost(const M2ostConfig& config);

/// The paper's ablations (Table 1); each includes the ones before it.
enum class Ablation {
    WithoutDpe,       ///< a P_0 of its own for every level, which all have L + 1 tokens
    UnifiedAttention, ///< one pre-norm ViT block on the concatenated channels instead of ITMM
    WithoutCtmm,
    WithoutCcmm, ///< an MLP per token with CCMM's widths instead of it
};

/// The same for an ablated M2OST. The paper's numbers of these rows come out when linear layers alone are
/// counted, so parametersPaper and macsPaper do just that.
OperationCount countAblation(const M2ostConfig& config, Ablation ablation);

/// "without DPE", "+ unified attention", …
const char* ablationName(Ablation ablation);

} // namespace transcope::model
