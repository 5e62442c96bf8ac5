#pragma once

#include <cstdint>
#include <string>

namespace transcope::core {

/// Bytes of main memory that programs can still have without swapping; 0 where the system does not say.
std::uint64_t availableMemoryBytes();

/// "1.4 GB", "350 MB": for messages.
std::string memoryText(std::uint64_t bytes);

} // namespace transcope::core
