#pragma once

#include "model/methods/method.h"

namespace transcope::model {

/// M2OST of a reference on LibTorch, its blocks' outputs too; on the CPU also on the native engine, where
/// that does such a network. Errors: BadInput, ModelFailure.
core::Result<std::vector<Computed>> computeM2ostReference(const Reference& reference,
                                                          const std::string& device);

} // namespace transcope::model
