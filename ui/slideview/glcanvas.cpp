#include "ui/slideview/canvas.h"
#include "ui/slideview/glrenderer.h"
#include "ui/slideview/rasterrenderer.h"

#include <QGuiApplication>
#include <QLoggingCategory>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QOpenGLVersionFunctionsFactory>
#include <QOpenGLWidget>

namespace transcope::ui {
namespace {

Q_LOGGING_CATEGORY(logSlideView, "transcope.slideview")

QSurfaceFormat wantedFormat()
{
    QSurfaceFormat format = QSurfaceFormat::defaultFormat();
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 3);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setSamples(0); // spots and furniture smooth their own edges
    return format;
}

QString glString(QOpenGLContext* context, GLenum name)
{
    return QString::fromLatin1(reinterpret_cast<const char*>(context->functions()->glGetString(name)));
}

/// Who computes the pictures, or empty where there is no OpenGL 3.3.
QString openGlRendererName()
{
    QOpenGLContext context;
    context.setFormat(wantedFormat());
    QOffscreenSurface surface;
    surface.setFormat(wantedFormat());
    surface.create();
    if (!context.create() || !surface.isValid() || !context.makeCurrent(&surface))
        return {};
    const bool enough = context.format().version() >= qMakePair(3, 3) && !context.isOpenGLES();
    const QString name = glString(&context, GL_RENDERER);
    context.doneCurrent();
    return enough ? name : QString();
}

bool isComputedOnCpu(const QString& rendererName)
{
    for (const char* software : {"llvmpipe", "softpipe", "SwiftShader", "Software Rasterizer", "GDI Generic"})
        if (rendererName.contains(QLatin1String(software), Qt::CaseInsensitive))
            return true;
    return false;
}

class GlCanvas : public QOpenGLWidget, public Canvas
{
public:
    GlCanvas(QWidget* parent, SceneFn scene, std::function<void()> failed)
        : QOpenGLWidget(parent), m_scene(std::move(scene)), m_failed(std::move(failed))
    {
        setFormat(wantedFormat());
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    ~GlCanvas() override
    {
        // The base class ends the context, which must not call an object that is only the base class by then.
        if (context())
            context()->disconnect(this);
        release();
    }

    QWidget* widget() override { return this; }
    QString description() const override { return m_description; }

    QImage grab() override
    {
        const QImage framebuffer = grabFramebuffer();
        if (m_renderer && !framebuffer.isNull())
            return framebuffer.convertToFormat(QImage::Format_RGB32);
        // Not shown yet, so without a context.
        RasterRenderer renderer;
        renderer.render(m_scene());
        return renderer.image();
    }

protected:
    /// Called again with another context when the view moves to another window.
    void initializeGL() override
    {
        auto* gl = QOpenGLVersionFunctionsFactory::get<QOpenGLFunctions_3_3_Core>(context());
        if (gl && gl->initializeOpenGLFunctions())
            m_renderer = std::make_unique<GlRenderer>(gl);
        if (!m_renderer || !m_renderer->isValid()) {
            qCWarning(logSlideView, "OpenGL 3.3 cannot be used; drawing without it");
            m_renderer.reset();
            if (m_failed)
                std::exchange(m_failed, {})();
            return;
        }
        m_description = QStringLiteral("OpenGL %1").arg(glString(context(), GL_VERSION));
        QObject::connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, [this] { release(); });
    }

    void paintGL() override
    {
        if (m_renderer)
            m_renderer->render(m_scene());
    }

private:
    void release()
    {
        if (!m_renderer)
            return;
        makeCurrent();
        m_renderer.reset();
        doneCurrent();
    }

    SceneFn m_scene;
    std::function<void()> m_failed;
    std::unique_ptr<GlRenderer> m_renderer;
    QString m_description = QStringLiteral("OpenGL");
};

} // namespace

Canvas* makeGlCanvas(QWidget* parent, SceneFn scene, std::function<void()> failed)
{
    return new GlCanvas(parent, std::move(scene), std::move(failed));
}

bool prefersOpenGl()
{
    const QByteArray wish = qgetenv("TRANSCOPE_RENDERER").toLower();
    const QString platform = QGuiApplication::platformName();
    const bool hasWindows = platform != QLatin1String("offscreen") && platform != QLatin1String("minimal");
    if (wish == "raster" || !hasWindows)
        return false;
    static const QString renderer = openGlRendererName();
    if (renderer.isEmpty())
        return false;
    return wish == "gl" || !isComputedOnCpu(renderer);
}

} // namespace transcope::ui
