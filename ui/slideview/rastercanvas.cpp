#include "ui/slideview/canvas.h"
#include "ui/slideview/rasterrenderer.h"

#include <QPainter>

namespace transcope::ui {
namespace {

class RasterCanvas : public QWidget, public Canvas
{
public:
    RasterCanvas(QWidget* parent, SceneFn scene) : QWidget(parent), m_scene(std::move(scene))
    {
        setAttribute(Qt::WA_OpaquePaintEvent);
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

    QWidget* widget() override { return this; }
    QString description() const override { return QStringLiteral("CPU"); }
    QImage grab() override
    {
        m_renderer.render(m_scene());
        return m_renderer.image();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        m_renderer.render(m_scene());
        QPainter painter(this);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        painter.drawImage(0, 0, m_renderer.image());
    }

private:
    SceneFn m_scene;
    RasterRenderer m_renderer;
};

} // namespace

Canvas* makeRasterCanvas(QWidget* parent, SceneFn scene)
{
    return new RasterCanvas(parent, std::move(scene));
}

} // namespace transcope::ui
