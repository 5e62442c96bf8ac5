#pragma once

#include "model/backends/device.h"
#include "model/backends/patchbackend.h"
#include "model/weights/tensor.h"

#include <memory>

namespace transcope::model {

/// Expression by looking up training spots (trainingspots.h). encoder: patches → embeddings. embeddings:
/// [training spots, width]; expression: [training spots, genes]. Errors: ModelFailure (shapes that do not
/// fit), DeviceFailure.
core::Result<std::unique_ptr<PatchBackend>> makeRetrievalBackend(std::unique_ptr<PatchBackend> encoder,
                                                                 const HostTensor& embeddings,
                                                                 const HostTensor& expression,
                                                                 const DeviceChoice& choice);

} // namespace transcope::model
