#include "core/slide/tilegrid.h"

#include <algorithm>

namespace transcope::core {

namespace {

std::int64_t sideNear(std::int64_t fileTile, std::int64_t wanted)
{
    if (fileTile % 2 != 0 || fileTile < 16 || fileTile > 1024)
        return wanted;
    return fileTile * std::max<std::int64_t>(1, (wanted + fileTile / 2) / fileTile);
}

} // namespace

RectI TileGrid::rectPx(std::int64_t column, std::int64_t row) const
{
    const std::int64_t x = column * tilePx.width, y = row * tilePx.height;
    return {x, y, std::min(tilePx.width, sizePx.width - x), std::min(tilePx.height, sizePx.height - y)};
}

SizeI tileSizeNear(SizeI fileTilePx, std::int64_t wantedPx)
{
    return {sideNear(fileTilePx.width, wantedPx), sideNear(fileTilePx.height, wantedPx)};
}

} // namespace transcope::core
