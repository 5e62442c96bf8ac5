#pragma once

#include "model/methods/methods.h"
#include "model/training/packfile.h"
#include "model/training/split.h"
#include "model/training/trainoptions.h"

namespace transcope::model {

/// What options and data make of a method.
struct TrainSetup
{
    const Method* method = nullptr;
    NetworkConfig network;   ///< with the data's genes
    core::PatchSpec patches; ///< that the network takes, at the data's scale
    std::vector<int> levels; ///< zoom levels of the packed file, as patches.downsamples has them
};

/// Errors: Unsupported (an unknown method, or one that this trainer does not train), InvalidArgument (a loss
/// that is another method's).
core::Result<TrainSetup> setupOf(const PackFile& data, const Split& split, const TrainOptions& options);

} // namespace transcope::model
