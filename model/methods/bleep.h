#pragma once

#include "model/methods/method.h"

namespace transcope::model {

/// Names under which a weights file of BLEEP has its training spots.
inline constexpr const char* BleepEmbeddings = "training.embeddings"; ///< [spots, 256]
inline constexpr const char* BleepExpression = "training.expression"; ///< [spots, genes]

/// BLEEP, which looks up training spots that look alike. They are tensors of the weights file.
Method bleepMethod();

/// What BLEEP's weights look up. tensors: the network's. expression: [spots, genes] of the training spots →
/// [spots, 256]. Errors: ModelFailure.
core::Result<HostTensor> bleepSpotEmbeddings(const TensorMap& tensors, const HostTensor& expression);

} // namespace transcope::model
