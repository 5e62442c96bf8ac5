#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

namespace transcope::core {

/// The number of a request, chosen by the client, unique within a connection.
using RequestId = std::int64_t;

/// JSON-RPC 2.0's own error numbers.
enum class RpcErrorCode {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    Failed = -32000, ///< the request was understood and its work failed; the Error says how
};

/// A request, or a notification when it has no id.
struct RpcRequest
{
    std::optional<RequestId> id;
    std::string method;
    nlohmann::json params;
};

/// The answer to a request. Without an id it answers a message that could not be read.
struct RpcResponse
{
    std::optional<RequestId> id;
    Result<nlohmann::json> result;
};

using RpcMessage = std::variant<RpcRequest, RpcResponse>;

/// Why a body is no message.
struct RpcFault
{
    RpcErrorCode code = RpcErrorCode::ParseError;
    Error error;
    std::optional<RequestId> id; ///< where it could still be read
};

/// Reads one body. Never throws.
tl::expected<RpcMessage, RpcFault> parseMessage(const std::string& body);

std::string requestBody(RequestId id, const char* method, nlohmann::json params);
std::string notificationBody(const char* method, const nlohmann::json& params);
std::string resultBody(RequestId id, const nlohmann::json& result);
/// id absent: the request's id is not known.
std::string errorBody(std::optional<RequestId> id, RpcErrorCode code, const Error& error);

} // namespace transcope::core
