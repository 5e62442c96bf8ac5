#pragma once

#include "model/backends/device.h"
#include "model/backends/patchbackend.h"
#include "model/config/m2ostconfig.h"
#include "model/config/m2ostextras.h"
#include "model/weights/tensor.h"

#include <memory>

namespace transcope::model {

/// M2OST on the native CPU kernels; choice.device must be "cpu". threads: 0 = one per core.
/// Rows: the genes, then the extras. Errors: Unsupported (a shape or precision that the kernels do not do),
/// ModelFailure (tensors that do not fit).
core::Result<std::unique_ptr<PatchBackend>> makeNativeBackend(const M2ostConfig& config,
                                                              const TensorMap& tensors,
                                                              const DeviceChoice& choice, int threads = 0,
                                                              const M2ostExtras& extras = {});

} // namespace transcope::model
