#pragma once

#include "model/graph/graph.h"

#include <cstdint>

namespace transcope::model {

/// What a network costs, for one spot.
struct TrueCount
{
    std::int64_t parameters = 0; ///< of every trained tensor: running statistics are none
    std::int64_t macs = 0; ///< multiply-accumulates of convolutions, linear layers and attention's products
};

/// By arithmetic over a graph's shapes.
TrueCount countGraph(const Graph& graph);

} // namespace transcope::model
