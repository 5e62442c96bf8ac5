#pragma once

#include "core/base/result.h"

#include <functional>

namespace transcope::core {

/// Calls work() on `threads` threads at once, this one among them (on fewer where the system gives no more),
/// and returns when all calls have ended. Errors: the first that a call gave or threw.
Result<void> runTogether(int threads, const std::function<Result<void>()>& work);

} // namespace transcope::core
