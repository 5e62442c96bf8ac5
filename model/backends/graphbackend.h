#pragma once

#include "core/predict/predictor.h"
#include "model/backends/device.h"
#include "model/backends/patchbackend.h"
#include "model/graph/graph.h"

#include <memory>

namespace transcope::model {

/// A patch-level network, given as a graph from "image" to one output, on LibTorch: fused
/// (Graph::fused), channels-last, products in the choice's precision.
/// tensors: all that the graph lists. patches: one level. views: 1, or 8 for the mean over flips and quarter
/// turns. threads: of LibTorch on the CPU, for the whole process; 0 leaves them as they are.
/// Errors: ModelFailure (tensors that do not fit), DeviceFailure.
core::Result<std::unique_ptr<PatchBackend>> makeGraphBackend(const Graph& graph, TensorMap tensors,
                                                             const core::PatchSpec& patches, int views,
                                                             const DeviceChoice& choice, int threads = 0);

/// One float32 pass of any graph on the CPU, fused as for prediction; for verify.
/// inputs: by name, [B, shape]. Result: the outputs by name. Errors: ModelFailure.
core::Result<TensorMap> computeGraph(const Graph& graph, TensorMap tensors, const TensorMap& inputs,
                                     const std::string& device = "cpu");

} // namespace transcope::model
