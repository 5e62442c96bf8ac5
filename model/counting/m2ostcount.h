#pragma once

#include "model/config/m2ostconfig.h"
#include "model/counting/tally.h"

namespace transcope::model {

/// Parameters and operations of M2OST, whole or ablated, by arithmetic over its (valid) configuration.
/// The paper's numbers of the ablated networks come out when linear layers alone are counted, so
/// parametersPaper and macsPaper of those do just that.
OperationCount countM2ost(const M2ostConfig& config);

} // namespace transcope::model
