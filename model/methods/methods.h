#pragma once

#include "model/methods/method.h"

namespace transcope::model {

/// Every method, in the order of the paper's Table 3, M2OST first. Nothing else knows one by name.
const std::vector<Method>& methods();

/// By name or reference. where: the file or option that names it, for the message. Errors: Unsupported (lists
/// what there is).
core::Result<const Method*> findMethod(const std::string& name, const std::string& where);

/// Every name, "m2ost, resnet50, …", for help and messages.
std::string methodNames();

} // namespace transcope::model
