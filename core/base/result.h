#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace transcope::core {

/// What kind of thing went wrong. The user interface maps codes to translated text, the command line to
/// exit codes (exitCode()).
enum class ErrorCode {
    InvalidArgument, ///< the caller asked for something that makes no sense (a wrong option, an empty list)
    BadInput,        ///< a file, message or setting is damaged, unreadable or not of the expected kind
    NotFound,        ///< the named file, layer or gene does not exist
    Unsupported,     ///< a well-formed input that Transcope cannot use
    DeviceFailure,   ///< a GPU or the worker process failed
    ModelFailure,    ///< the model could not be built or run
    Cancelled,       ///< the user asked to stop
    WriteFailed,     ///< an output could not be written
};

/// One expected failure. `message` says which file and what is wrong, `whatToDo` what the user can do about
/// it; both are English and meant for logs and for people, without a trailing newline.
struct Error
{
    ErrorCode code = ErrorCode::BadInput;
    std::string message;
    std::string whatToDo;

    /// "message. whatToDo" as one line.
    std::string text() const { return whatToDo.empty() ? message : message + ". " + whatToDo; }
};

/// A value or an Error. The alias stands here alone so that std::expected can replace it.
template <class T> using Result = tl::expected<T, Error>;

/// Makes the failure side of a Result.
inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string whatToDo = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(whatToDo)});
}

/// The command line's exit code for an error: 2 usage, 3 input, 4 device or model, 5 cancelled, 6 write.
constexpr int exitCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return 2;
    case ErrorCode::BadInput:
    case ErrorCode::NotFound:
    case ErrorCode::Unsupported:
        return 3;
    case ErrorCode::DeviceFailure:
    case ErrorCode::ModelFailure:
        return 4;
    case ErrorCode::Cancelled:
        return 5;
    case ErrorCode::WriteFailed:
        return 6;
    }
    return 4;
}

} // namespace transcope::core
