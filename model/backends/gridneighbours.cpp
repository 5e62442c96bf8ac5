#include "model/backends/gridneighbours.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace transcope::model {

namespace {

constexpr int Neighbours = 4;
constexpr std::int64_t Reach = 2; ///< edges are at most this long

using Point = std::pair<std::int64_t, std::int64_t>;

/// (squared distance, index) of the spots within reach of spot `self`, nearest first.
std::vector<std::pair<std::int64_t, std::int64_t>>
withinReach(const std::map<Point, std::vector<std::int64_t>>& spots, const Point& at, std::int64_t self)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    for (std::int64_t dx = -Reach; dx <= Reach; ++dx)
        for (std::int64_t dy = -Reach; dy <= Reach; ++dy) {
            const auto there = spots.find({at.first + dx, at.second + dy});
            if (dx * dx + dy * dy > Reach * Reach || there == spots.end())
                continue;
            for (const auto spot : there->second)
                if (spot != self)
                    found.emplace_back(dx * dx + dy * dy, spot);
        }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

torch::Tensor gridNeighbours(const torch::Tensor& grid)
{
    const auto host = grid.to(torch::kCPU).contiguous();
    const auto at = host.accessor<std::int64_t, 2>();
    std::map<Point, std::vector<std::int64_t>> spots;
    for (std::int64_t i = 0; i < host.size(0); ++i)
        spots[{at[i][0], at[i][1]}].push_back(i);
    auto neighbours = torch::full({host.size(0), Neighbours}, -1, torch::kLong);
    auto out = neighbours.accessor<std::int64_t, 2>();
    for (std::int64_t i = 0; i < host.size(0); ++i) {
        const auto near = withinReach(spots, {at[i][0], at[i][1]}, i);
        for (std::size_t n = 0; n < std::min<std::size_t>(near.size(), Neighbours); ++n)
            out[i][static_cast<std::int64_t>(n)] = near[n].second;
    }
    return neighbours;
}

torch::Tensor meanOfNeighbours(const torch::Tensor& x, const torch::Tensor& neighbours)
{
    const auto indices = neighbours.to(x.device());
    auto sum = torch::zeros_like(x);
    for (std::int64_t n = 0; n < indices.size(1); ++n) {
        const auto column = indices.select(1, n);
        const auto there = column.ge(0).unsqueeze(1).to(x.scalar_type());
        sum = sum + x.index_select(0, column.clamp_min(0)) * there;
    }
    const auto count = indices.ge(0).sum(1, /*keepdim=*/true).clamp_min(1);
    return sum / count.to(x.scalar_type());
}

} // namespace transcope::model
