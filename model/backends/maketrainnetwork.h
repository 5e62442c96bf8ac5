#pragma once

#include "core/predict/predictor.h"
#include "model/comparators/sectionnetworks.h"
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

/// HisToGene or Hist2ST, which with Loss::CountsDistilled needs a batch's counts.
std::shared_ptr<TrainNetwork> makeSectionTrainNetwork(const SectionConfig& config);

/// BLEEP, whose loss is Loss::Contrastive and which predicts once it can recall() training spots.
std::shared_ptr<TrainNetwork> makeBleepTrainNetwork(int genes, const core::PatchSpec& patches);

/// iStar's heads, whose batches are superpixels.
std::shared_ptr<TrainNetwork> makeIstarTrainNetwork(int heads, int genes);

} // namespace transcope::model
