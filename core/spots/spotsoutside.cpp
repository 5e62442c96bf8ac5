#include "core/spots/spotsoutside.h"

#include "core/spots/spotids.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

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

namespace {

std::string inPx(double value)
{
    return std::to_string(std::llround(value));
}

/// "they reach from x 100, y 80 to x 9000, y 8500; the slide is 1905 × 1905 px"
std::string reachText(const SpotTable& table, SizeI size)
{
    PointD low = table.spots.front().centreLevel0Px, high = low;
    for (const auto& spot : table.spots) {
        const auto& centre = spot.centreLevel0Px;
        low = {std::min(low.x, centre.x), std::min(low.y, centre.y)};
        high = {std::max(high.x, centre.x), std::max(high.y, centre.y)};
    }
    return "they reach from x " + inPx(low.x) + ", y " + inPx(low.y) + " to x " + inPx(high.x) + ", y " +
           inPx(high.y) + "; the slide is " + std::to_string(size.width) + " × " +
           std::to_string(size.height) + " px";
}

} // namespace

Result<void> checkSpotsOnSlide(const SpotTable& table, SizeI size, const std::string& file,
                               std::vector<std::string>& notes)
{
    const auto outside = spotsOutside(table, size);
    const auto ofAll = std::to_string(outside.size()) + " of " + std::to_string(table.size()) + " spots ";
    if (2 * outside.size() > table.size())
        return fail(
            ErrorCode::BadInput, file + ": " + ofAll + "lie off the slide: " + reachText(table, size),
            "Give the picture that the spots were measured on, in full resolution, or spots in its px");
    if (!outside.empty())
        notes.push_back(ofAll + "lie off the slide: " + idsForMessage(table, outside));
    return {};
}

} // namespace transcope::core
