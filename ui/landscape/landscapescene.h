#pragma once

#include "core/colour/colourmap.h"
#include "core/slide/image.h"
#include "core/surface/neighbours.h"

#include <memory>
#include <span>

class vtkRenderer;

namespace transcope::ui {

/// The VTK scene of the landscape: a surface over the spots, and the tissue as a picture beneath it. Slide x
/// runs to the right and slide y to the front, so that the landscape lies as the section does on screen.
class LandscapeScene
{
public:
    LandscapeScene();
    ~LandscapeScene();

    /// The renderer to add to a window; owned by the scene.
    vtkRenderer* renderer() const;

    /// triangles: of the spots; those with a corner of value NaN are left out. One value per spot. Heights
    /// run from 0 at scale.low to a fifth of the section's width at scale.high, clamped to the scale.
    void setSurface(const core::SpotTable& spots, const core::SpotTriangles& triangles,
                    std::span<const float> values, const core::ColourScale& scale);
    /// The slide as a small picture, and the size it stands for in level-0 px.
    void setTissue(const core::Image& thumbnail, core::SizeI sizeLevel0Px);
    void setBackground(double red, double green, double blue); ///< each 0..1
    int triangleCount() const;
    bool isEmpty() const { return triangleCount() == 0; }

    /// The view's shape. A camera that nobody moved nearer or aside keeps the whole surface in it.
    void setViewSize(double widthPx, double heightPx);
    /// Looks at the whole surface from the front, tilted, and keeps it in view until pan() or zoom().
    void resetCamera();
    void orbit(double azimuthDegrees, double elevationDegrees);
    void pan(double rightPx, double upPx);
    void zoom(double factor); ///< > 1 comes nearer

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace transcope::ui
