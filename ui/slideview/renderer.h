#pragma once

#include "ui/slideview/scene.h"

namespace transcope::ui {

/// Draws scenes. The two implementations (RasterRenderer, GlRenderer) follow the same rules to the px: tiles
/// fill the px whose middle they cover, spots are discs with one px of anti-aliasing.
class Renderer
{
public:
    virtual ~Renderer() = default;
    /// Draws into the present target, which has the viewport's size times its device pixel ratio.
    virtual void render(const Scene& scene) = 0;
};

/// Size of a scene's picture in physical px.
inline QSize physicalSize(const Viewport& viewport)
{
    return (viewport.sizeScreenPx() * viewport.devicePixelRatio()).toSize();
}

} // namespace transcope::ui
