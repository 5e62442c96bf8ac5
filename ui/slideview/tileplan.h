#pragma once

#include "ui/slideview/tilepyramid.h"
#include "ui/slideview/viewport.h"

#include <QImage>
#include <functional>
#include <vector>

namespace transcope::ui {

/// A tile, or a part of it, to be drawn.
struct TileDraw
{
    TileKey key;
    QImage image;        ///< RGB32
    QRectF tileLevel0Px; ///< where the whole image lies
    QRectF partLevel0Px; ///< what of it is to be drawn
};

/// What to draw for one view, back to front.
struct TilePlan
{
    std::vector<TileDraw> draws;
    bool complete = false; ///< every tile of the right level is there
};

/// The decoded tile, or a null image.
using TileLookup = std::function<QImage(const TileKey&)>;

/// The tiles of the view's level; where one is missing, the next coarser ones that are there, and over them
/// what there is of finer ones, so that the picture stays sharp when zooming out and never turns blank.
TilePlan planTiles(const TilePyramid& pyramid, const Viewport& viewport, const TileLookup& tile);

/// What a view needs.
struct TileWants
{
    /// Most wanted first: the root (where reading it is cheap), what is visible from the middle outwards;
    /// then for what may come next the root at the latest, the coarser level and a ring around the view.
    std::vector<TileKey> tiles;
    size_t visible = 0;      ///< how many of them are needed for the present picture
    qint64 visibleBytes = 0; ///< decoded size of those
};
TileWants wantedTiles(const TilePyramid& pyramid, const Viewport& viewport);

} // namespace transcope::ui
