#pragma once

#include "ui/slideview/furniturestyle.h"

#include <QImage>

namespace transcope::ui {

/// The whole slide, small, with the outline of what the view shows.
class Minimap
{
public:
    /// slideLevel0Px: size of the slide; overview: the whole of it, may be null while it is not there yet.
    void setSlide(QSizeF slideLevel0Px, const QImage& overview);
    /// Puts it into the top right corner; hides it where the view has no room.
    void place(QSizeF viewScreenPx);
    void hide() { m_rect = {}; }
    const QRectF& rect() const { return m_rect; } ///< empty while hidden

    /// The place on the slide under a position of the view, in level-0 px, within the slide.
    QPointF level0At(QPointF screenPx) const;
    FurniturePicture picture(const Viewport& viewport, const FurnitureStyle& style);

private:
    const QImage& scaledOverview(QSize physicalPx);

    QSizeF m_slide;
    QImage m_overview;
    QImage m_scaled; ///< the overview at the size it is drawn
    QRectF m_rect;
};

} // namespace transcope::ui
