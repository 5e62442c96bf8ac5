#pragma once

#include "core/predict/predictor.h"
#include "model/config/m2ostconfig.h"
#include "model/graph/graph.h"

#include <memory>

namespace transcope::model {

class TrainNetwork; // trainnetwork.h, which includes LibTorch

/// With starting weights from torch's global generator.
std::shared_ptr<TrainNetwork> makeM2ostTrainNetwork(const M2ostConfig& config);

/// A graph from "image" to one output; weights start as initialise() says. patches: how its input is
/// normalised. zeroHead: the last layer's weight starts at 0.
std::shared_ptr<TrainNetwork> makeGraphTrainNetwork(const Graph& graph, const core::PatchSpec& patches,
                                                    bool zeroHead);

} // namespace transcope::model
