#include "core/h5/h5message.h"

#include <cstring>

namespace transcope::core {

std::uint64_t H5Fields::number()
{
    std::uint64_t value = 0;
    const auto bytes = take(sizeof value);
    if (!bytes.empty())
        std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

std::optional<Result<std::string>> saidBy(std::string_view answer)
{
    H5Fields fields(answer);
    const bool isDone = fields.number() == static_cast<std::uint64_t>(H5Answer::Done);
    if (isDone && fields.ok())
        return std::string(answer.substr(sizeof(std::uint64_t)));
    const auto code = static_cast<ErrorCode>(fields.number());
    auto message = fields.text();
    auto advice = fields.text();
    if (!fields.ok())
        return std::nullopt;
    return fail(code, std::move(message), std::move(advice));
}

} // namespace transcope::core
