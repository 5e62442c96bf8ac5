#include "ui/slideview/tileplan.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

/// How many levels finer are looked through for tiles that are still in memory.
constexpr int FinerLevels = 2;

/// The root stands in for everything, but not at the price of reading a huge level for it first.
constexpr std::int64_t CheapRootPx = 16'000'000;

class Planner
{
public:
    Planner(const TilePyramid& pyramid, const TileLookup& tile) : m_pyramid(pyramid), m_tile(tile)
    {
        const core::SizeI size = pyramid.slideLevel0Px();
        m_slide = QRectF(0, 0, double(size.width), double(size.height));
    }

    /// false if the tile is not there.
    bool draw(const TileKey& key, const QRectF& part)
    {
        const QImage image = m_tile(key);
        if (!image.isNull())
            m_draws.push_back({key, image, m_pyramid.rectLevel0Px(key), part & m_slide});
        return !image.isNull();
    }

    /// Covers `part` with tiles of `level` and, where they are missing, of coarser ones.
    void drawCoarser(const QRectF& part, int level)
    {
        if (level > m_pyramid.root().level)
            return;
        for (const TileKey& key : m_pyramid.tilesIn(part, level)) {
            const QRectF shared = m_pyramid.rectLevel0Px(key) & part;
            if (!draw(key, shared))
                drawCoarser(shared, level + 1);
        }
    }

    void drawFiner(const QRectF& part, int level)
    {
        for (int finer = std::max(0, level - FinerLevels); finer < level; ++finer)
            for (const TileKey& key : m_pyramid.tilesIn(part, finer))
                draw(key, m_pyramid.rectLevel0Px(key) & part);
    }

    std::vector<TileDraw> takeDraws() { return std::move(m_draws); }

private:
    const TilePyramid& m_pyramid;
    const TileLookup& m_tile;
    QRectF m_slide;
    std::vector<TileDraw> m_draws;
};

double wantedDownsample(const Viewport& viewport)
{
    return 1 / (viewport.scale() * viewport.devicePixelRatio());
}

qint64 decodedBytes(const core::RectI& px)
{
    return px.width * px.height * 4;
}

void sortFromMiddle(std::vector<TileKey>& tiles, const TilePyramid& pyramid, QPointF middle)
{
    std::stable_sort(tiles.begin(), tiles.end(), [&](const TileKey& a, const TileKey& b) {
        const QPointF da = pyramid.rectLevel0Px(a).center() - middle;
        const QPointF db = pyramid.rectLevel0Px(b).center() - middle;
        return QPointF::dotProduct(da, da) < QPointF::dotProduct(db, db);
    });
}

} // namespace

TilePlan planTiles(const TilePyramid& pyramid, const Viewport& viewport, const TileLookup& tile)
{
    const int level = pyramid.levelFor(wantedDownsample(viewport));
    Planner planner(pyramid, tile);
    TilePlan plan{{}, true};
    for (const TileKey& key : pyramid.tilesIn(viewport.visibleLevel0Px(), level)) {
        const QRectF whole = pyramid.rectLevel0Px(key);
        if (planner.draw(key, whole))
            continue;
        plan.complete = false;
        planner.drawCoarser(whole, level + 1);
        planner.drawFiner(whole, level);
    }
    plan.draws = planner.takeDraws();
    return plan;
}

TileWants wantedTiles(const TilePyramid& pyramid, const Viewport& viewport)
{
    const int level = pyramid.levelFor(wantedDownsample(viewport));
    const QRectF view = viewport.visibleLevel0Px();
    TileWants wants;
    const auto add = [&](std::vector<TileKey> tiles) {
        sortFromMiddle(tiles, pyramid, view.center());
        for (const TileKey& key : tiles)
            if (std::find(wants.tiles.begin(), wants.tiles.end(), key) == wants.tiles.end())
                wants.tiles.push_back(key);
    };
    const TileLevel& rootLevel = pyramid.level(pyramid.root());
    if (rootLevel.sourcePx.width * rootLevel.sourcePx.height <= CheapRootPx)
        add({pyramid.root()});
    add(pyramid.tilesIn(view, level));
    wants.visible = wants.tiles.size();
    for (const TileKey& key : wants.tiles)
        wants.visibleBytes += decodedBytes(pyramid.rectPx(key));
    add({pyramid.root()});
    if (level < pyramid.root().level)
        add(pyramid.tilesIn(view, level + 1));
    const TileLevel& l = pyramid.levels()[size_t(level)];
    const double ringX = 0.75 * double(l.tilePx.width) * l.downsample;
    const double ringY = 0.75 * double(l.tilePx.height) * l.downsample;
    add(pyramid.tilesIn(view.adjusted(-ringX, -ringY, ringX, ringY), level));
    return wants;
}

} // namespace transcope::ui
