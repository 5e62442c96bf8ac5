#include "core/expression/rowpart.h"

namespace transcope::core {

std::string levelPart(std::size_t level)
{
    return partname::Level + std::to_string(level);
}

bool isPartOf(const Provenance& part, const Provenance& whole)
{
    return !part.part.empty() && whole.part.empty() && part.method == whole.method &&
           part.weightsHash == whole.weightsHash && part.precision == whole.precision &&
           part.views == whole.views && part.umPerPx == whole.umPerPx;
}

} // namespace transcope::core
