#include "core/base/machinememory.h"

#include <cstdio>
#include <fstream>
#include <limits>

namespace transcope::core {

std::uint64_t availableMemoryBytes()
{
    std::ifstream file("/proc/meminfo");
    std::string key;
    std::uint64_t kilobytes = 0;
    while (file >> key >> kilobytes) {
        if (key == "MemAvailable:")
            return kilobytes * 1024;
        file.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return 0;
}

std::string memoryText(std::uint64_t bytes)
{
    const double megabytes = static_cast<double>(bytes) / 1e6;
    char text[32];
    if (megabytes < 1000)
        std::snprintf(text, sizeof text, "%.0f MB", megabytes);
    else
        std::snprintf(text, sizeof text, "%.1f GB", megabytes / 1000);
    return text;
}

} // namespace transcope::core
