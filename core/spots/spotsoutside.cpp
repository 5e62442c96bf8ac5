#include "core/spots/spotsoutside.h"

namespace transcope::core {

std::vector<int> spotsOutside(const SpotTable& table, SizeI size)
{
    std::vector<int> outside;
    for (std::size_t s = 0; s < table.size(); ++s) {
        const PointD& centre = table.spots[s].centreLevel0Px;
        const bool inside = centre.x >= 0 && centre.y >= 0 && centre.x < static_cast<double>(size.width) &&
                            centre.y < static_cast<double>(size.height);
        if (!inside)
            outside.push_back(static_cast<int>(s));
    }
    return outside;
}

} // namespace transcope::core
