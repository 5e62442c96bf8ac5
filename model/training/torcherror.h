#pragma once

#include "core/base/result.h"

#include <c10/util/Exception.h>

namespace transcope::model {

/// Does work that gives a Result; what LibTorch throws in it becomes a ModelFailure.
template <class Work> auto withTorchErrors(Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const c10::Error& e) {
        std::string message = "LibTorch: ";
        message += e.what_without_backtrace();
        return core::fail(core::ErrorCode::ModelFailure, std::move(message));
    }
}

} // namespace transcope::model
