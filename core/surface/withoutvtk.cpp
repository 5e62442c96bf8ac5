#include "core/surface/contours.h"
#include "core/surface/surfacesupport.h"

namespace transcope::core {

bool hasSurfaces()
{
    return false;
}

SpotTriangles neighbouringSpots(const SpotTable&)
{
    return {};
}

std::vector<ContourLine> contourLines(const SpotGround&, std::span<const float>, const std::vector<double>&)
{
    return {};
}

} // namespace transcope::core
