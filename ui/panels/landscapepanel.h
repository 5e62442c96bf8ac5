#pragma once

#include "core/surface/spotground.h"
#include "ui/workspace/overlaycontroller.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedLayout;

namespace transcope::ui {

class LandscapeView;

/// The expression landscape of what the current view shows. VTK and its OpenGL context are made when there is
/// a prediction to draw or when asked, not before: an idle viewer stays small.
class LandscapePanel : public QWidget
{
    Q_OBJECT
public:
    LandscapePanel(Document* document, OverlayController* overlay, QWidget* parent = nullptr);

    bool isDrawn() const { return m_view != nullptr; }
    bool isSettled() const { return !m_overview.isBusy() && !m_laying.isBusy() && !m_isBehind; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void showNotice();
    void drawIfWanted();
    void create();
    void loadTissue();
    void refreshSoon();
    void refresh();
    void layGround(std::shared_ptr<const core::SpotTable> spots);

    Document* m_document;
    OverlayController* m_overlay;
    QStackedLayout* m_stack;
    QLabel* m_title; ///< what is drawn
    QWidget* m_page;
    QLabel* m_notice;
    bool m_isUnsupported = false; ///< by this display
    LandscapeView* m_view = nullptr;
    std::shared_ptr<const core::SpotTable> m_spots; ///< that the ground is of
    core::SpotGround m_ground;
    bool m_isBehind = false; ///< the views have changed since the last drawing
    QTimer m_rest;           ///< runs after a drawing, so that a stream of rows does not keep the window busy
    BackgroundJobs m_overview;
    BackgroundJobs m_laying;
};

} // namespace transcope::ui
