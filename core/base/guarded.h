#pragma once

#include "core/base/result.h"

#include <stdexcept>
#include <type_traits>
#include <utility>

namespace transcope::core {

/// An Error on its way out of code that throws; guardedCall() gives it back as it is.
class ErrorException : public std::runtime_error
{
public:
    explicit ErrorException(Error error) : std::runtime_error(error.text()), m_error(std::move(error)) {}
    const Error& error() const { return m_error; }

private:
    Error m_error;
};

/// The Error for the exception that is being handled: an ErrorException's own, DeviceFailure for want of
/// memory, BadInput with what it says for any other. Only within a catch block.
Error caughtError() noexcept;

template <class T> struct GuardedResult
{
    using type = Result<T>;
};
template <class T> struct GuardedResult<Result<T>>
{
    using type = Result<T>;
};

/// work(args…) as a Result (one that it gives already is passed on), in which whatever it throws is an Error.
/// Every body of a thread and every callback of a C library goes through here: an exception that left the one
/// would end the process, and one that passed through the other would skip the library's own cleaning up.
template <class Work, class... Args>
auto guardedCall(Work&& work, Args&&... args) noexcept ->
    typename GuardedResult<std::invoke_result_t<Work, Args...>>::type
{
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work, Args...>>) {
            std::forward<Work>(work)(std::forward<Args>(args)...);
            return {};
        } else {
            return std::forward<Work>(work)(std::forward<Args>(args)...);
        }
    } catch (...) {
        return tl::unexpected<Error>(caughtError());
    }
}

} // namespace transcope::core
