#pragma once

#include "core/predict/predictor.h"
#include "model/methods/method.h"

#include <functional>

namespace transcope::model {

/// Whether the code with this hex SHA-256 may be run.
using IsTrusted = std::function<bool(const std::string& hash)>;

/// A predictor from a weights file that importModel() wrote. Code that is not trusted is not looked at: the
/// predictor then says by info().needsTrust what would have to be, and predicts nothing. float32 only.
/// Errors: BadInput (damaged), ModelFailure (LibTorch cannot load it), DeviceFailure.
core::Result<std::unique_ptr<core::Predictor>> loadTorchScript(LoadRequest&& request,
                                                               const IsTrusted& isTrusted);

} // namespace transcope::model
