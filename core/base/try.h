#pragma once

#include "core/base/result.h"

#include <utility>

/// What `auto x = expression?;` is in languages that have it: takes the value out of a Result, or returns its
/// error from the function around it, which returns a Result too.
///
///     TRY(const auto layers, session.layers());  // std::vector<LayerInfo>, the Result is gone
///     TRY_RUN(session.foldLog());                // Result<void>, or a value that nobody needs
///
/// Declares a name, so it stands as a statement of its own, never as the body of an if.
#define TRY(declaration, ...)                                                                                \
    auto TRANSCOPE_TRIED(__LINE__) = (__VA_ARGS__);                                                          \
    if (!TRANSCOPE_TRIED(__LINE__))                                                                          \
        return tl::unexpected(std::move(TRANSCOPE_TRIED(__LINE__)).error());                                 \
    declaration = *std::move(TRANSCOPE_TRIED(__LINE__))

#define TRY_RUN(...)                                                                                         \
    do {                                                                                                     \
        if (auto tried = (__VA_ARGS__); !tried)                                                              \
            return tl::unexpected(std::move(tried).error());                                                 \
    } while (false)

#define TRANSCOPE_TRIED(line) TRANSCOPE_TRIED_NAME(line)
#define TRANSCOPE_TRIED_NAME(line) tried##line
