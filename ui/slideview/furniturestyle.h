#pragma once

#include "ui/slideview/scene.h"

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPalette>
#include <functional>

namespace transcope::ui {

/// Colours and fonts of what lies over the slide: a nearly opaque panel under each piece, so that it is
/// legible on light and on dark tissue.
struct FurnitureStyle
{
    QColor panel, border, text, faintText, accent, background;
    QFont font, boldFont;

    static FurnitureStyle of(const QPalette& palette, const QFont& font);
};

/// Space between pieces and the view's edge, and inside panels, in screen px.
inline constexpr double FurnitureMargin = 12;
inline constexpr double PanelPadding = 9;

/// The top left corner moved onto a whole physical px.
QPointF onPhysicalPx(QPointF screenPx, double devicePixelRatio);

/// Draws a piece of furniture at a device pixel ratio; the painter works in screen px from the piece's
/// corner.
FurniturePicture makePicture(QPointF topLeft, QSizeF size, double devicePixelRatio,
                             const std::function<void(QPainter&)>& draw);

/// The rounded panel under a piece.
void drawPanel(QPainter& painter, QSizeF size, const FurnitureStyle& style);

} // namespace transcope::ui
