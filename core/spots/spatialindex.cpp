#include "core/spots/spatialindex.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

constexpr double SpotsPerBucket = 2;
constexpr double MaxBuckets = 4'000'000;

bool isFinite(PointD point)
{
    return std::isfinite(point.x) && std::isfinite(point.y);
}

double squaredDistance(PointD a, PointD b)
{
    const double x = a.x - b.x, y = a.y - b.y;
    return x * x + y * y;
}

} // namespace

SpatialIndex::SpatialIndex(const std::vector<Spot>& spots)
{
    PointD high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    m_origin = {-high.x, -high.y};
    m_centres.reserve(spots.size());
    for (const Spot& spot : spots) {
        m_centres.push_back(spot.centreLevel0Px);
        if (!isFinite(spot.centreLevel0Px))
            continue;
        m_origin = {std::min(m_origin.x, spot.centreLevel0Px.x), std::min(m_origin.y, spot.centreLevel0Px.y)};
        high = {std::max(high.x, spot.centreLevel0Px.x), std::max(high.y, spot.centreLevel0Px.y)};
    }
    if (!isFinite(high)) {
        m_origin = {};
        return;
    }
    const double width = high.x - m_origin.x, height = high.y - m_origin.y;
    m_extent = {width, height};
    const double buckets = std::clamp(static_cast<double>(spots.size()) / SpotsPerBucket, 1.0, MaxBuckets);
    // A single row or column of spots has no area; then the longer side alone sets the bucket.
    m_cell = std::max(std::sqrt(width * height / buckets), std::max(width, height) / buckets);
    if (!(m_cell > 0))
        m_cell = 1;
    m_columns = static_cast<int>(width / m_cell) + 1;
    m_rows = static_cast<int>(height / m_cell) + 1;

    m_bucketStart.assign(static_cast<std::size_t>(m_columns) * m_rows + 1, 0);
    const auto bucketOf = [this](PointD p) {
        return static_cast<std::size_t>(row(p.y)) * m_columns + column(p.x);
    };
    for (const PointD& centre : m_centres)
        if (isFinite(centre))
            ++m_bucketStart[bucketOf(centre) + 1];
    for (std::size_t i = 1; i < m_bucketStart.size(); ++i)
        m_bucketStart[i] += m_bucketStart[i - 1];
    m_spots.resize(static_cast<std::size_t>(m_bucketStart.back()));
    std::vector<int> next(m_bucketStart.begin(), m_bucketStart.end() - 1);
    for (std::size_t i = 0; i < m_centres.size(); ++i)
        if (isFinite(m_centres[i]))
            m_spots[next[bucketOf(m_centres[i])]++] = static_cast<int>(i);
}

std::optional<int> SpatialIndex::nearest(PointD point, double maxDistance, int except) const
{
    if (m_columns == 0 || !isFinite(point))
        return std::nullopt;
    const int centreColumn = column(point.x), centreRow = row(point.y);
    std::optional<int> best;
    double bestSquared = maxDistance * maxDistance;
    const auto tryBucket = [&](int c, int r) {
        if (c < 0 || r < 0 || c >= m_columns || r >= m_rows)
            return;
        const std::size_t bucket = static_cast<std::size_t>(r) * m_columns + c;
        for (int i = m_bucketStart[bucket]; i < m_bucketStart[bucket + 1]; ++i) {
            const double squared = squaredDistance(m_centres[m_spots[i]], point);
            if (m_spots[i] != except &&
                (squared < bestSquared || (squared == bestSquared && m_spots[i] < best.value_or(INT32_MAX))))
                best = m_spots[i], bestSquared = squared;
        }
    };
    // Rings of buckets around the point's own; ring n holds nothing nearer than (n - 1) buckets from a point
    // inside the grid, and for one outside, where the clamped bucket is the nearest, the same bound holds.
    for (int ring = 0; ring <= std::max(m_columns, m_rows); ++ring) {
        const double nearer = std::max(ring - 1, 0) * m_cell;
        if (nearer * nearer > bestSquared)
            break;
        for (int c = centreColumn - ring; c <= centreColumn + ring; ++c) {
            tryBucket(c, centreRow - ring);
            if (ring > 0)
                tryBucket(c, centreRow + ring);
        }
        for (int r = centreRow - ring + 1; r < centreRow + ring; ++r) {
            tryBucket(centreColumn - ring, r);
            tryBucket(centreColumn + ring, r);
        }
    }
    return best;
}

std::vector<int> SpatialIndex::within(PointD min, PointD max) const
{
    std::vector<int> found;
    const PointD end{m_origin.x + m_columns * m_cell, m_origin.y + m_rows * m_cell};
    if (m_columns == 0 || !(max.x >= m_origin.x && max.y >= m_origin.y && min.x <= end.x && min.y <= end.y))
        return found;
    for (int r = row(min.y); r <= row(max.y); ++r) {
        for (int c = column(min.x); c <= column(max.x); ++c) {
            const std::size_t bucket = static_cast<std::size_t>(r) * m_columns + c;
            for (int i = m_bucketStart[bucket]; i < m_bucketStart[bucket + 1]; ++i) {
                const PointD& centre = m_centres[m_spots[i]];
                if (centre.x >= min.x && centre.x <= max.x && centre.y >= min.y && centre.y <= max.y)
                    found.push_back(m_spots[i]);
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

int SpatialIndex::column(double x) const
{
    return static_cast<int>(std::clamp((x - m_origin.x) / m_cell, 0.0, m_columns - 1.0));
}

int SpatialIndex::row(double y) const
{
    return static_cast<int>(std::clamp((y - m_origin.y) / m_cell, 0.0, m_rows - 1.0));
}

} // namespace transcope::core
