#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// RFC 4648 base64 with padding.
std::string toBase64(std::span<const std::byte> bytes);
/// The bytes; absent when the text is not exactly what toBase64() writes for some bytes.
std::optional<std::vector<std::byte>> fromBase64(std::string_view text);

} // namespace transcope::core
