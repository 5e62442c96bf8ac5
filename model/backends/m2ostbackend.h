#pragma once

#include "model/backends/device.h"
#include "model/backends/patchbackend.h"
#include "model/config/m2ostconfig.h"
#include "model/weights/tensor.h"

#include <functional>
#include <memory>

namespace transcope::model {

/// M2OST on LibTorch, on the CPU or a CUDA device.
/// threads: of LibTorch on the CPU, for the whole process; 0 leaves them as they are.
/// Errors: ModelFailure (tensors that do not fit), DeviceFailure.
core::Result<std::unique_ptr<PatchBackend>> makeM2ostTorchBackend(const M2ostConfig& config,
                                                                  const TensorMap& tensors,
                                                                  const DeviceChoice& choice,
                                                                  int threads = 0);

/// Whether makeM2ostTorchBackend takes precision "float16", which is the fastest on a GPU: whole networks of
/// two levels or more.
bool computesInFloat16(const M2ostConfig& config);

/// Sees a block's tokens [B, N, C] as float32 on the CPU: layer from 0, "itmm" …, index into config.levels.
using ActivationProbe =
    std::function<void(int layer, const std::string& block, int index, const HostTensor&)>;

/// One float32 pass that reports every block's output; for verify.
/// levels: per level [B, 3, imageSize, imageSize], values 0 … 1. Result: [B, genes]. Errors: ModelFailure.
core::Result<HostTensor> forwardWithActivations(const M2ostConfig& config, const TensorMap& tensors,
                                                const std::vector<HostTensor>& levels,
                                                const ActivationProbe& probe, const std::string& device);

} // namespace transcope::model
