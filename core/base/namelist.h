#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace transcope::core {

/// "A, B, C and 12 more", for messages. atMost: names spelled out.
std::string nameList(std::span<const std::string> names, std::size_t atMost = 10);

} // namespace transcope::core
