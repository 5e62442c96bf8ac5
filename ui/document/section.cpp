#include "ui/document/section.h"

#include <algorithm>

namespace transcope::ui {

bool sameSpots(const core::SpotTable& a, const core::SpotTable& b)
{
    return std::equal(a.spots.begin(), a.spots.end(), b.spots.begin(), b.spots.end(),
                      [](const core::Spot& left, const core::Spot& right) {
                          return left.id == right.id && left.centreLevel0Px == right.centreLevel0Px;
                      });
}

} // namespace transcope::ui
