#include "core/base/guarded.h"

#include <exception>
#include <new>

namespace transcope::core {

namespace {

Error describeCaught()
{
    const char* const advice = "Try again; if it happens again, report it with this message";
    try {
        throw;
    } catch (const ErrorException& e) {
        return e.error();
    } catch (const std::bad_alloc&) {
        return {ErrorCode::DeviceFailure, "Not enough memory", "Close other programs or use a smaller batch"};
    } catch (const std::exception& e) {
        return {ErrorCode::BadInput, std::string("Unexpected failure: ") + e.what(), advice};
    } catch (...) {
        return {ErrorCode::BadInput, "Unexpected failure of a library", advice};
    }
}

} // namespace

Error caughtError() noexcept
{
    try {
        return describeCaught();
    } catch (...) { // not even room for the words: these few need none
        return {ErrorCode::DeviceFailure, "No memory", {}};
    }
}

} // namespace transcope::core
