#pragma once

#include "ui/slideview/renderer.h"
#include "ui/slideview/spotpainter.h"

namespace transcope::ui {

/// Draws scenes on the CPU, for machines without OpenGL 3.3, for pictures on disk and for tests.
class RasterRenderer : public Renderer
{
public:
    void render(const Scene& scene) override;
    /// The last scene drawn: RGB32, physical px, device pixel ratio set.
    const QImage& image() const { return m_image; }

private:
    /// Tiles and spots within these rows; called for different rows at the same time.
    void drawRows(const Scene& scene, const QRect& area);

    QImage m_image;
    SpotPainter m_spots;
    SpotPainter m_beside;
};

} // namespace transcope::ui
