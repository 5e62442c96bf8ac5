#pragma once

#include "ui/slideview/tilepyramid.h"

#include <QImage>
#include <QString>
#include <stop_token>

namespace transcope::ui {

/// What came of reading one tile.
struct TileResult
{
    QImage image;  ///< RGB32, of the tile's size; null when cancelled
    QString error; ///< empty, or why some of it could not be read; that part is hatched
};

/// Reads one tile, averaging where its level is a reduced one. Reads in pieces of about a million px, so that
/// stopping takes effect soon and little memory is held. Any thread.
TileResult readTile(const core::Slide& slide, const TilePyramid& pyramid, const TileKey& key,
                    std::stop_token stop);

/// Whether reading a tile can be stopped on the way: it is in several pieces.
bool isReadInPieces(const TilePyramid& pyramid, const TileKey& key);

} // namespace transcope::ui
