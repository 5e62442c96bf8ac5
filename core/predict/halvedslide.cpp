#include "core/predict/halvedslide.h"

#include "core/base/try.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

namespace transcope::core {

namespace {

constexpr std::int64_t WantedTilePx = 256;

SourceLevel halved(SourceLevel source)
{
    ++source.halvings;
    source.downsample *= 2;
    source.sizePx = {(source.sizePx.width + 1) / 2, (source.sizePx.height + 1) / 2};
    return source;
}

SourceLevel finer(const SourceLevel& source, const Slide& slide)
{
    SourceLevel level = source;
    level.halvings = 0;
    level.downsample = slide.levels()[source.level].downsample;
    level.sizePx = slide.levels()[source.level].sizePx;
    while (level.halvings < source.halvings - 1)
        level = halved(level);
    return level;
}

// Tiles of one axis that a window meets wherever it lies; a level has no more than it has.
double tilesAcross(double windowPx, std::int64_t tilePx, std::int64_t all)
{
    return std::min(static_cast<double>(all), std::ceil(windowPx / static_cast<double>(tilePx)) + 1);
}

// The mean of each 2 × 2 px of `from` into `to` at (toX, toY); at an odd edge the mean of what there is.
void halveInto(const Image& from, Image& to, int toX, int toY)
{
    const int width = (from.width + 1) / 2, height = (from.height + 1) / 2;
    std::vector<std::uint16_t> sum(static_cast<std::size_t>(from.width + 1) * 3);
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* upper = from.row(2 * y);
        const std::uint8_t* lower = from.row(std::min(2 * y + 1, from.height - 1));
        for (int i = 0; i < 3 * from.width; ++i)
            sum[i] = static_cast<std::uint16_t>(upper[i] + lower[i]);
        if (from.width % 2 == 1)
            std::copy_n(sum.data() + 3 * (from.width - 1), 3, sum.data() + 3 * from.width);
        std::uint8_t* out = to.row(toY + y) + 3 * toX;
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c)
                out[3 * x + c] = static_cast<std::uint8_t>((sum[6 * x + c] + sum[6 * x + 3 + c] + 2) >> 2);
    }
}

} // namespace

HalvedSlide::HalvedSlide(std::shared_ptr<const Slide> slide, std::size_t cacheBytes)
    : m_slide(std::move(slide)), m_cacheBytes(cacheBytes), m_cache(cacheBytes)
{
}

SourceLevel HalvedSlide::sourceFor(double wantedDownsample) const
{
    SourceLevel source;
    source.level = m_slide->levelAtOrBelow(wantedDownsample);
    const SlideLevel& level = m_slide->levels()[source.level];
    source.downsample = level.downsample;
    source.sizePx = level.sizePx;
    source.tilePx = tileSizeNear(level.tilePx, WantedTilePx);
    while (source.downsample * 2 <= wantedDownsample * LevelTolerance &&
           std::max(source.sizePx.width, source.sizePx.height) > 1)
        source = halved(source);
    return source;
}

void HalvedSlide::limitCache(const std::vector<ReadWindow>& windows)
{
    std::map<std::pair<int, int>, double>
        bytes; // by level and halvings; the larger window contains the other
    for (const ReadWindow& window : windows) {
        double width = window.widthLevel0Px, height = window.heightLevel0Px;
        for (SourceLevel source = window.source;; source = finer(source, *m_slide)) {
            double& most = bytes[{source.level, source.halvings}];
            most = std::max(most,
                            tilesAcross(width / source.downsample, source.tilePx.width, source.columns()) *
                                tilesAcross(height / source.downsample, source.tilePx.height, source.rows()) *
                                static_cast<double>(source.tilePx.width * source.tilePx.height * 3));
            if (source.halvings == 0)
                break;
            // A halved tile is made from finer ones up to a whole tile ahead of where these are read.
            width += source.downsample * static_cast<double>(source.tilePx.width);
            height += source.downsample * static_cast<double>(source.tilePx.height);
        }
    }
    double wanted = 0;
    for (const auto& [level, most] : bytes)
        wanted += most;
    if (wanted < static_cast<double>(m_cacheBytes)) {
        m_cacheBytes = static_cast<std::size_t>(wanted);
        m_cache.setBudget(m_cacheBytes);
    }
}

Result<void> HalvedSlide::copy(const SourceLevel& source, const RectI& rect, std::uint8_t* rgb,
                               const std::stop_token& stop)
{
    const std::int64_t left = std::max<std::int64_t>(rect.x, 0), top = std::max<std::int64_t>(rect.y, 0);
    const std::int64_t right = std::min(rect.x + rect.width, source.sizePx.width);
    const std::int64_t bottom = std::min(rect.y + rect.height, source.sizePx.height);
    if (left > rect.x || top > rect.y || right < rect.x + rect.width || bottom < rect.y + rect.height)
        std::memset(rgb, 0, static_cast<std::size_t>(rect.width * rect.height * 3));
    if (left >= right || top >= bottom)
        return {};

    const SizeI side = source.tilePx;
    for (std::int64_t row = top / side.height; row <= (bottom - 1) / side.height; ++row) {
        for (std::int64_t column = left / side.width; column <= (right - 1) / side.width; ++column) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, m_slide->path().string() + ": reading was cancelled");
            TRY(const auto found, tile(source, column, row));
            const std::int64_t x0 = std::max(left, column * side.width),
                               x1 = std::min(right, (column + 1) * side.width);
            const std::int64_t y0 = std::max(top, row * side.height),
                               y1 = std::min(bottom, (row + 1) * side.height);
            for (std::int64_t y = y0; y < y1; ++y)
                std::memcpy(rgb + ((y - rect.y) * rect.width + x0 - rect.x) * 3,
                            found->row(static_cast<int>(y - row * side.height)) +
                                3 * (x0 - column * side.width),
                            static_cast<std::size_t>(x1 - x0) * 3);
        }
    }
    return {};
}

Result<TilePtr> HalvedSlide::tile(const SourceLevel& source, std::int64_t column, std::int64_t row)
{
    const RectI rect = source.rectPx(column, row);
    return m_cache.get({source.level, source.halvings, column, row}, [&](const TileKey&) {
        return source.halvings == 0 ? decode(source, rect) : halve(source, rect, column, row);
    });
}

Result<TilePtr> HalvedSlide::decode(const SourceLevel& source, const RectI& rectPx)
{
    TRY(auto image, m_slide->read(rectPx, source.level));
    m_decoded.fetch_add(1, std::memory_order_relaxed);
    return std::make_shared<const Image>(std::move(image));
}

Result<TilePtr> HalvedSlide::halve(const SourceLevel& source, const RectI& rectPx, std::int64_t column,
                                   std::int64_t row)
{
    const SourceLevel from = finer(source, *m_slide);
    auto image = std::make_shared<Image>(static_cast<int>(rectPx.width), static_cast<int>(rectPx.height));
    for (int down = 0; down < 2; ++down) {
        for (int across = 0; across < 2; ++across) {
            const std::int64_t fromColumn = 2 * column + across, fromRow = 2 * row + down;
            if (fromColumn >= from.columns() || fromRow >= from.rows())
                continue;
            TRY(const auto quarter, tile(from, fromColumn, fromRow));
            halveInto(*quarter, *image, static_cast<int>(across * from.tilePx.width / 2),
                      static_cast<int>(down * from.tilePx.height / 2));
        }
    }
    return TilePtr(std::move(image));
}

} // namespace transcope::core
