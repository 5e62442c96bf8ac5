#include "core/rpc/jsonrpc.h"

#include "core/base/parsejson.h"

#include <array>
#include <utility>

namespace transcope::core {

using nlohmann::json;

namespace {

constexpr std::array<std::pair<ErrorCode, const char*>, 8> Kinds = {{
    {ErrorCode::InvalidArgument, "InvalidArgument"},
    {ErrorCode::BadInput, "BadInput"},
    {ErrorCode::NotFound, "NotFound"},
    {ErrorCode::Unsupported, "Unsupported"},
    {ErrorCode::DeviceFailure, "DeviceFailure"},
    {ErrorCode::ModelFailure, "ModelFailure"},
    {ErrorCode::Cancelled, "Cancelled"},
    {ErrorCode::WriteFailed, "WriteFailed"},
}};

const char* kindOf(ErrorCode code)
{
    for (const auto& [kind, name] : Kinds)
        if (kind == code)
            return name;
    return "BadInput";
}

/// A file's name may hold bytes that are not UTF-8; they arrive as replacement characters.
std::string dump(const json& message)
{
    return message.dump(-1, ' ', false, json::error_handler_t::replace);
}

Error errorFrom(const json& error)
{
    Error result{ErrorCode::ModelFailure, error.at("message").get<std::string>(), {}};
    const auto data = error.find("data");
    if (data == error.end() || !data->is_object())
        return result;
    const std::string kind = data->value("kind", "");
    for (const auto& [code, name] : Kinds)
        if (kind == name)
            result.code = code;
    result.whatToDo = data->value("whatToDo", "");
    return result;
}

RpcResponse responseFrom(std::optional<RequestId> id, const json& message)
{
    if (const auto error = message.find("error"); error != message.end())
        return {id, tl::unexpected(errorFrom(*error))};
    return {id, message.at("result")};
}

RpcFault fault(RpcErrorCode code, std::string what, std::optional<RequestId> id = {})
{
    return {code,
            {ErrorCode::InvalidArgument, std::move(what), "This is a fault in the program; please report it"},
            id};
}

} // namespace

tl::expected<RpcMessage, RpcFault> parseMessage(const std::string& body)
{
    std::optional<RequestId> id;
    try {
        json message = parseJson(body);
        if (!message.is_object() || message.value("jsonrpc", "") != "2.0")
            return tl::unexpected(fault(RpcErrorCode::InvalidRequest, "A message is no JSON-RPC 2.0 object"));
        if (const auto value = message.find("id"); value != message.end() && !value->is_null()) {
            if (!value->is_number_integer())
                return tl::unexpected(
                    fault(RpcErrorCode::InvalidRequest, "A message's id is no whole number"));
            id = value->get<RequestId>();
        }
        const auto method = message.find("method");
        if (method == message.end())
            return responseFrom(id, message);
        RpcRequest request{id, method->get<std::string>(), json::object()};
        if (const auto params = message.find("params"); params != message.end())
            request.params = std::move(*params);
        return request;
    } catch (const json::parse_error& e) {
        return tl::unexpected(
            fault(RpcErrorCode::ParseError, std::string("A message is no JSON: ") + e.what()));
    } catch (const json::exception& e) {
        return tl::unexpected(
            fault(RpcErrorCode::InvalidRequest, std::string("A message has a wrong shape: ") + e.what(), id));
    }
}

std::string requestBody(RequestId id, const char* method, json params)
{
    return dump({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
}

std::string notificationBody(const char* method, const json& params)
{
    return dump({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
}

std::string resultBody(RequestId id, const json& result)
{
    return dump({{"jsonrpc", "2.0"}, {"id", id}, {"result", result}});
}

std::string errorBody(std::optional<RequestId> id, RpcErrorCode code, const Error& error)
{
    const json data = {{"kind", kindOf(error.code)}, {"whatToDo", error.whatToDo}};
    return dump({{"jsonrpc", "2.0"},
                 {"id", id ? json(*id) : json()},
                 {"error", {{"code", static_cast<int>(code)}, {"message", error.message}, {"data", data}}}});
}

} // namespace transcope::core
