#pragma once

#include "model/backends/device.h"
#include "model/backends/patchbackend.h"
#include "model/weights/tensor.h"

#include <memory>

namespace transcope::model {

/// How many training spots BLEEP averages.
inline constexpr int RetrievedSpots = 50;

/// Expression by looking up: the plain mean over the RetrievedSpots training spots (all, where there are
/// fewer) whose embeddings have the largest cosine with the patch's. One matrix product finds them. encoder:
/// patches → embeddings. embeddings: [training spots, width]; expression: [training spots, genes]. Errors:
/// ModelFailure (shapes that do not fit), DeviceFailure.
core::Result<std::unique_ptr<PatchBackend>> makeRetrievalBackend(std::unique_ptr<PatchBackend> encoder,
                                                                 const HostTensor& embeddings,
                                                                 const HostTensor& expression,
                                                                 const DeviceChoice& choice);

} // namespace transcope::model
