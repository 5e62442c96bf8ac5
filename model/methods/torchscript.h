#pragma once

#include "model/methods/method.h"

namespace transcope::model {

/// What is wanted of TorchScript.
enum class TorchScriptUse {
    Predict, ///< genes or classes, as its configuration says
    Encode,  ///< whatever it returns, as features
};

/// A predictor from a weights file that importModel() wrote. Code that is not trusted is not looked at: the
/// predictor then says by info().needsTrust what would have to be, and predicts nothing. float32 only.
/// Errors: BadInput (damaged), ModelFailure (LibTorch cannot load it), DeviceFailure.
core::Result<std::unique_ptr<core::Predictor>> loadTorchScript(LoadRequest&& request,
                                                               TorchScriptUse use = TorchScriptUse::Predict);

} // namespace transcope::model
