#include "ui/slideview/canvas.h"

namespace transcope::ui {

Canvas* makeGlCanvas(QWidget* parent, SceneFn scene, std::function<void()>)
{
    return makeRasterCanvas(parent, std::move(scene));
}

bool prefersOpenGl()
{
    return false;
}

} // namespace transcope::ui
