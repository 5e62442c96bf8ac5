#pragma once

#include "core/predict/predictor.h"
#include "model/torchscript/zooconfig.h"

#include <memory>

namespace transcope::model {

/// A predictor that runs a TorchScript archive, which its caller trusts, on info.device. info.genes: its
/// outputs; where they are empty, a patch is run to count them and they are named "feature 1" …, and outputs
/// of more than two dimensions are flattened. threads: of LibTorch, for the whole process; 0 leaves them.
/// Errors: ModelFailure (LibTorch cannot load or run it).
core::Result<std::unique_ptr<core::Predictor>>
runTorchScript(core::PredictorInfo info, const std::string& code, const ZooTransform& transform, int threads);

} // namespace transcope::model
