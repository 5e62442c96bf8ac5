#include "core/base/namelist.h"

#include <algorithm>

namespace transcope::core {

std::string nameList(std::span<const std::string> names, std::size_t atMost)
{
    std::string text;
    const std::size_t spelled = std::min(names.size(), atMost);
    for (std::size_t i = 0; i < spelled; ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    if (spelled < names.size())
        text += " and " + std::to_string(names.size() - spelled) + " more";
    return text;
}

} // namespace transcope::core
