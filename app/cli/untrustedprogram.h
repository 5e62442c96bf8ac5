#pragma once

#include "core/base/result.h"

#include <string>

namespace transcope::app {

/// InvalidArgument: a file holds a program with this SHA-256, and the user has not said to trust it.
inline core::Error untrustedProgram(const std::string& file, const std::string& hash)
{
    return {core::ErrorCode::InvalidArgument,
            file + " holds a program (TorchScript, SHA-256 " + hash.substr(0, 16) +
                "…), which can do whatever you can, and it is not trusted here",
            "Add --trust once if you know where it comes from"};
}

} // namespace transcope::app
