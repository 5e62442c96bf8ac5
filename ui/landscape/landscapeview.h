#pragma once

#include "ui/landscape/landscapescene.h"

#include <QOpenGLWidget>
#include <memory>
#include <vector>

namespace transcope::ui {

/// The expression landscape in a widget. Left drag turns it, middle or right drag moves it, the wheel comes
/// nearer, double click looks at all of it again. VTK renders into its own framebuffer in this widget's
/// OpenGL context and the picture is copied to the widget's. UI thread only.
class LandscapeView : public QOpenGLWidget
{
    Q_OBJECT
public:
    /// Only where isSupported().
    explicit LandscapeView(QWidget* parent = nullptr);
    ~LandscapeView() override;

    /// Whether this display offers OpenGL 3.3, which VTK needs. Tried once, in some milliseconds.
    static bool isSupported();

    /// As LandscapeScene::setSurface(). The camera stays where it was moved; else the whole surface is in
    /// view.
    void setSurface(const core::SpotTable& spots, const core::SpotTriangles& triangles,
                    const std::vector<float>& values, const core::ColourScale& scale);
    /// A picture of the whole slide to lie under the surface; looks at everything anew with the next surface.
    void setTissue(const core::Image& thumbnail, core::SizeI sizeLevel0Px);
    void resetView();

    QSize sizeHint() const override { return {360, 240}; }

protected:
    void initializeGL() override;
    void resizeGL(int width, int height) override;
    void paintGL() override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void applyBackground();
    void ensureCurrent();
    void releaseGraphics();

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace transcope::ui
