#pragma once

#include "core/base/guarded.h"

#include <new>
#include <string>

namespace transcope::core {

/// As guardedCall() for calls into a model's library: what it throws is a ModelFailure of `name` (a method, a
/// weights file), want of memory a DeviceFailure.
template <class Work> auto modelCall(const std::string& name, const Work& work) -> std::invoke_result_t<Work>
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return tl::unexpected(caughtError());
    } catch (const std::exception& error) {
        return fail(ErrorCode::ModelFailure, name + ": " + error.what(), "Check the weights file");
    }
}

} // namespace transcope::core
