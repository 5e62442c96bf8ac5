#pragma once

#include "core/base/result.h"
#include "model/methods/method.h"

#include <string>

namespace transcope::app {

/// The method that --method names. Errors: InvalidArgument (lists those that there are).
core::Result<const model::Method*> methodOption(const std::string& name);

} // namespace transcope::app
