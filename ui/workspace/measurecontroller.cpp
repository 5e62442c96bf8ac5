#include "ui/workspace/measurecontroller.h"

namespace transcope::ui {

MeasureController::MeasureController(Document* document, DisplayState* display, Workspace* workspace,
                                     QObject* parent)
    : QObject(parent), m_workspace(workspace)
{
    connect(document, &Document::slideChanged, this, [this] { setOn(false); });
    connect(display, &DisplayState::changed, this, [this] {
        if (m_workspace->count() != m_views)
            takeViews();
    });
    takeViews();
}

void MeasureController::setOn(bool on)
{
    if (on == m_isOn)
        return;
    m_isOn = on;
    m_line.reset();
    takeViews();
    emit toggled(on);
}

void MeasureController::takeViews()
{
    m_views = m_workspace->count();
    for (int index = 0; index < m_views; ++index) {
        auto* view = m_workspace->view(index);
        connect(view, &SlideView::measured, this, &MeasureController::show, Qt::UniqueConnection);
        view->setMeasuring(m_isOn);
        view->setRuler(m_line);
    }
}

void MeasureController::show(const QLineF& level0Px)
{
    m_line = level0Px;
    for (int index = 0; index < m_views; ++index)
        m_workspace->view(index)->setRuler(m_line);
}

} // namespace transcope::ui
