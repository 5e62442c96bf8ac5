#include "core/slide/slidewarnings.h"

#include <sstream>

namespace transcope::core {

std::vector<std::string> slideWarnings(const Slide& slide)
{
    std::vector<std::string> warnings;
    const auto it = slide.properties().find("warnings");
    std::istringstream lines(it == slide.properties().end() ? std::string() : it->second);
    for (std::string line; std::getline(lines, line);)
        warnings.push_back(line);
    return warnings;
}

} // namespace transcope::core
