#pragma once

#include "ui/slideview/scene.h"

namespace transcope::ui {

/// Draws one tile into an RGB32 picture of the viewport in physical px: each px whose middle lies in the part
/// to be drawn is set, from the nearest tile px or blended from four. QPainter is not used for this since it
/// leaves seams between tiles at fractional positions.
/// Only within `area` (physical px), so that several threads can share a picture, each with rows of its own.
void paintTile(QImage& target, const QRect& area, const Viewport& viewport, const TileDraw& draw);

} // namespace transcope::ui
