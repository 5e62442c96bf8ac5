#include "core/spots/lattice.h"

#include "core/base/median.h"
#include "core/base/runtogether.h"
#include "core/spots/spatialindex.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numbers>
#include <thread>

namespace transcope::core {

SpotTable makeLattice(Lattice lattice, SizeI sizeLevel0Px, double pitch, double diameter,
                      const std::function<bool(PointD)>& keep)
{
    SpotTable table;
    table.lattice = lattice;
    table.diameterLevel0Px = diameter;
    table.pitchLevel0Px = pitch;
    if (!(pitch > 0))
        return table;

    const bool hexagonal = lattice == Lattice::Hexagonal;
    const double rowPitch = hexagonal ? pitch * std::numbers::sqrt3 / 2 : pitch;
    for (int row = 0; pitch / 2 + row * rowPitch < static_cast<double>(sizeLevel0Px.height); ++row) {
        const bool shifted = hexagonal && row % 2 == 1;
        const double firstX = shifted ? pitch : pitch / 2;
        for (int i = 0; firstX + i * pitch < static_cast<double>(sizeLevel0Px.width); ++i) {
            const PointD centre{firstX + i * pitch, pitch / 2 + row * rowPitch};
            if (keep && !keep(centre))
                continue;
            const int column = hexagonal ? 2 * i + shifted : i;
            table.spots.push_back({std::to_string(row) + "x" + std::to_string(column), centre, row, column});
        }
    }
    return table;
}

double medianPitch(const std::vector<Spot>& spots, std::size_t most)
{
    constexpr std::size_t AtOnce = 4096; // few spots are no work for a thread
    const SpatialIndex index(spots);
    const auto asked = std::min(spots.size(), most);
    std::vector<double> distances(asked, NAN);
    std::atomic<std::size_t> next = 0;
    const auto threads = std::min<std::size_t>(asked / AtOnce + 1, std::thread::hardware_concurrency());
    // Nothing in it can fail.
    (void)runTogether(static_cast<int>(threads), [&]() -> Result<void> {
        for (auto first = next.fetch_add(AtOnce); first < asked; first = next.fetch_add(AtOnce)) {
            for (auto k = first; k < std::min(first + AtOnce, asked); ++k) {
                const auto i = k * spots.size() / asked;
                const PointD centre = spots[i].centreLevel0Px;
                if (const auto other =
                        index.nearest(centre, std::numeric_limits<double>::infinity(), static_cast<int>(i)))
                    distances[k] = std::hypot(spots[*other].centreLevel0Px.x - centre.x,
                                              spots[*other].centreLevel0Px.y - centre.y);
            }
        }
        return {};
    });
    std::erase_if(distances, [](double distance) { return std::isnan(distance); });
    return distances.empty() ? 0 : median(std::move(distances));
}

} // namespace transcope::core
