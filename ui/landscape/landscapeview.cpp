#include "ui/landscape/landscapeview.h"

#include "ui/language/everylanguage.h"

#include <QEvent>
#include <QMouseEvent>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>
#include <QSurfaceFormat>
#include <QWheelEvent>
#include <cmath>
#include <vtkCallbackCommand.h>
#include <vtkCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

namespace transcope::ui {

namespace {

constexpr double DegreesPerPx = 0.4;
constexpr double ZoomPerWheelStep = 1.15;
constexpr double WheelStep = 120; // QWheelEvent's unit for one notch

QSurfaceFormat neededFormat(QSurfaceFormat format)
{
    format.setVersion(3, 3); // what VTK's OpenGL2 back end needs at least
    format.setProfile(QSurfaceFormat::CoreProfile);
    return format;
}

} // namespace

struct LandscapeView::Impl
{
    LandscapeScene scene;
    vtkNew<vtkGenericOpenGLRenderWindow> window;
    QPointF lastPos;
};

LandscapeView::LandscapeView(QWidget* parent) : QOpenGLWidget(parent), m_impl(std::make_unique<Impl>())
{
    setFormat(neededFormat(format()));
    setMinimumSize(160, 100);
    inEveryLanguage(this, [this] {
        setToolTip(tr("Drag turns, right drag moves, the wheel zooms, double click shows all"));
    });

    m_impl->window->AddRenderer(m_impl->scene.renderer());
    m_impl->window->SetOwnContext(0);
    m_impl->window->SetFrameBlitModeToNoBlit();
    m_impl->window->SetMultiSamples(4);
    m_impl->window->AddObserver(vtkCommand::WindowMakeCurrentEvent, this, &LandscapeView::ensureCurrent);
    applyBackground();
}

LandscapeView::~LandscapeView()
{
    releaseGraphics();
    if (context() != nullptr) // it goes after m_impl, and must not call back then
        disconnect(context(), nullptr, this, nullptr);
    m_impl->window->RemoveAllObservers();
}

bool LandscapeView::isSupported()
{
    static const bool supported = [] {
        QOffscreenSurface surface;
        surface.create();
        QOpenGLContext context;
        context.setFormat(neededFormat(QSurfaceFormat()));
        return context.create() && context.makeCurrent(&surface) &&
               context.format().version() >= qMakePair(3, 3);
    }();
    return supported;
}

void LandscapeView::setSurface(const core::SpotTable& spots, const core::SpotTriangles& triangles,
                               const std::vector<float>& values, const core::ColourScale& scale)
{
    m_impl->scene.setSurface(spots, triangles, values, scale);
    update();
}

void LandscapeView::setTissue(const core::Image& thumbnail, core::SizeI sizeLevel0Px)
{
    m_impl->scene.setTissue(thumbnail, sizeLevel0Px);
    m_impl->scene.resetCamera();
    update();
}

void LandscapeView::resetView()
{
    m_impl->scene.resetCamera();
    update();
}

void LandscapeView::initializeGL()
{
    m_impl->window->SetReadyForRendering(true);
    m_impl->window->SetSupportsOpenGL(1);
    m_impl->window->SetIsCurrent(
        true); // paintGL() is the only caller of Render(): the context is current there
    m_impl->window->OpenGLInit();
    // Docking the panel elsewhere gives the widget a new context; VTK's objects must go with the old one.
    connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &LandscapeView::releaseGraphics);
}

void LandscapeView::resizeGL(int width, int height)
{
    const double ratio = devicePixelRatioF();
    m_impl->window->SetSize(static_cast<int>(std::lround(width * ratio)),
                            static_cast<int>(std::lround(height * ratio)));
    m_impl->scene.setViewSize(width, height);
}

void LandscapeView::paintGL()
{
    m_impl->window->GetState()->Reset(); // Qt has changed OpenGL's state behind VTK's back
    m_impl->window->Render();

    auto* gl = context()->extraFunctions();
    const int width = m_impl->window->GetSize()[0];
    const int height = m_impl->window->GetSize()[1];
    gl->glBindFramebuffer(GL_READ_FRAMEBUFFER, m_impl->window->GetDisplayFramebuffer()->GetFBOIndex());
    gl->glReadBuffer(GL_COLOR_ATTACHMENT0);
    gl->glBindFramebuffer(GL_DRAW_FRAMEBUFFER, defaultFramebufferObject());
    gl->glDisable(GL_SCISSOR_TEST);
    gl->glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    gl->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
}

void LandscapeView::changeEvent(QEvent* event)
{
    QOpenGLWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyBackground();
}

void LandscapeView::mousePressEvent(QMouseEvent* event)
{
    m_impl->lastPos = event->position();
}

void LandscapeView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF moved = event->position() - m_impl->lastPos;
    m_impl->lastPos = event->position();
    if (event->buttons() & Qt::LeftButton)
        m_impl->scene.orbit(-moved.x() * DegreesPerPx, moved.y() * DegreesPerPx);
    else
        m_impl->scene.pan(moved.x(), -moved.y());
    update();
}

void LandscapeView::mouseDoubleClickEvent(QMouseEvent*)
{
    resetView();
}

void LandscapeView::wheelEvent(QWheelEvent* event)
{
    m_impl->scene.zoom(std::pow(ZoomPerWheelStep, event->angleDelta().y() / WheelStep));
    update();
    event->accept();
}

void LandscapeView::applyBackground()
{
    const QColor base = palette().color(QPalette::Base);
    m_impl->scene.setBackground(base.redF(), base.greenF(), base.blueF());
    update();
}

void LandscapeView::ensureCurrent()
{
    // makeCurrent() also binds the widget's framebuffer, which must not happen while VTK fills its own.
    if (QOpenGLContext::currentContext() != context())
        makeCurrent();
}

void LandscapeView::releaseGraphics()
{
    if (context() == nullptr)
        return;
    makeCurrent();
    m_impl->window->Finalize();
    m_impl->window->SetReadyForRendering(false);
    doneCurrent();
}

} // namespace transcope::ui
