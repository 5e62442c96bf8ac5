#pragma once

#include "model/methods/method.h"

namespace transcope::model {

/// One level at the base scale, normalised as torchvision's published weights want it.
core::PatchSpec imageNetPatches();

/// Every method, in the order of the paper's Table 3, M2OST first, then what stands beside it. Nothing else
/// knows one by name.
const std::vector<Method>& methods();

/// By name or reference. where: the file or option that names it, for the message. Errors: Unsupported (lists
/// what there is).
core::Result<const Method*> findMethod(const std::string& name, const std::string& where);

/// The predictor of a weights file: of the method of the table that it names, or of TorchScript that it
/// holds. Errors: those of Method::load and loadTorchScript; Unsupported (no such method).
core::Result<std::unique_ptr<core::Predictor>> loadMethod(LoadRequest&& request);

/// Every name, "m2ost, resnet50, …", for help and messages.
std::string methodNames();
/// Those whose network can be an encoder: it has features before a last layer.
std::string backboneNames();

} // namespace transcope::model
