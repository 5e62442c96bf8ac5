#pragma once

#include "ui/slideview/scene.h"

#include <QImage>
#include <QWidget>
#include <functional>

namespace transcope::ui {

/// Gives the scene to be shown now; called once per frame on the UI thread.
using SceneFn = std::function<Scene()>;

/// The surface of a SlideView, with OpenGL or without. It takes no input; the view does.
class Canvas
{
public:
    virtual ~Canvas() = default;
    virtual QWidget* widget() = 0;
    /// Draws the present scene and returns it, at the widget's size times its device pixel ratio.
    virtual QImage grab() = 0;
    /// "OpenGL 4.5 (llvmpipe …)" or "CPU", for the log and the about box.
    virtual QString description() const = 0;
};

/// Draws on the CPU.
Canvas* makeRasterCanvas(QWidget* parent, SceneFn scene);
/// Draws with OpenGL 3.3 core. failed is called, later and once, if the context turns out unusable.
Canvas* makeGlCanvas(QWidget* parent, SceneFn scene, std::function<void()> failed);

/// Whether this process can and should draw with OpenGL 3.3: not on platforms without windows, not where
/// OpenGL itself is computed on the CPU (there, drawing directly is faster), and not when the environment
/// variable TRANSCOPE_RENDERER says "raster"; "gl" insists on OpenGL wherever a 3.3 context can be made.
bool prefersOpenGl();

} // namespace transcope::ui
