#include "ui/slideview/tilepyramid.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr std::int64_t WantedTilePx = 512;
/// Tiles made from many source px are smaller, so that the first ones appear soon.
constexpr std::int64_t ReducedTilePx = 256;

std::int64_t dividedUp(std::int64_t value, std::int64_t by)
{
    return (value + by - 1) / by;
}

} // namespace

TilePyramid::TilePyramid(const core::Slide& slide) : m_slideLevel0Px(slide.sizeLevel0Px())
{
    const auto& levels = slide.levels();
    const auto endsInOneTile = [this] { return m_levels.back().columns() * m_levels.back().rows() == 1; };
    for (int i = 0; i < int(levels.size()); ++i) {
        addLevel(slide, i, 1);
        const bool last = i + 1 == int(levels.size());
        const double next = last ? 0 : levels[size_t(i) + 1].downsample / levels[size_t(i)].downsample;
        for (int reduction = 2; !endsInOneTile() && (last || reduction * 1.4 < next); reduction *= 2)
            addLevel(slide, i, reduction);
        if (endsInOneTile())
            return; // what is coarser would only be worse
    }
}

void TilePyramid::addLevel(const core::Slide& slide, int sourceLevel, int reduction)
{
    const core::SlideLevel& source = slide.levels()[size_t(sourceLevel)];
    TileLevel level;
    level.sourceLevel = sourceLevel;
    level.reduction = reduction;
    level.sourcePx = source.sizePx;
    level.sizePx = {dividedUp(source.sizePx.width, reduction), dividedUp(source.sizePx.height, reduction)};
    level.downsample = source.downsample * reduction;
    level.tilePx = core::tileSizeNear(source.tilePx, WantedTilePx);
    const bool fitsIntoOne = std::max(level.sizePx.width, level.sizePx.height) <= WantedTilePx;
    if (reduction > 1)
        level.tilePx = fitsIntoOne ? level.sizePx : core::SizeI{ReducedTilePx, ReducedTilePx};
    m_levels.push_back(level);
}

int TilePyramid::levelFor(double wantedDownsample) const
{
    int best = 0;
    for (int i = 1; i < int(m_levels.size()); ++i)
        if (m_levels[size_t(i)].downsample <= core::LevelTolerance * wantedDownsample)
            best = i;
    return best;
}

std::vector<TileKey> TilePyramid::tilesIn(const QRectF& rect, int index) const
{
    const TileLevel& level = m_levels[size_t(index)];
    const double stepX = level.downsample * double(level.tilePx.width);
    const double stepY = level.downsample * double(level.tilePx.height);
    const auto tileAt = [](double position, std::int64_t count) {
        return int(std::clamp(std::floor(position), -1.0, double(count)));
    };
    const int left = std::max(0, tileAt(rect.left() / stepX, level.columns()));
    const int top = std::max(0, tileAt(rect.top() / stepY, level.rows()));
    const int right = tileAt(std::ceil(rect.right() / stepX), level.columns());
    const int bottom = tileAt(std::ceil(rect.bottom() / stepY), level.rows());
    std::vector<TileKey> tiles;
    for (int row = top; row < bottom; ++row)
        for (int column = left; column < right; ++column)
            tiles.push_back({index, column, row});
    return tiles;
}

QRectF TilePyramid::rectLevel0Px(const TileKey& key) const
{
    const TileLevel& l = level(key);
    const core::RectI px = rectPx(key);
    const double left = double(px.x) * l.downsample, top = double(px.y) * l.downsample;
    const double right = double(px.x + px.width) * l.downsample,
                 bottom = double(px.y + px.height) * l.downsample;
    return {QPointF(left, top), QPointF(right, bottom)};
}

} // namespace transcope::ui
