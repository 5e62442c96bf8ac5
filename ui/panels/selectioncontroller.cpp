#include "ui/panels/selectioncontroller.h"

namespace transcope::ui {

namespace {

constexpr int RefreshMilliseconds = 500;

} // namespace

SelectionController::SelectionController(Document* document, DisplayState* display, ViewPair* views,
                                         SpotInspector* inspector, QObject* parent)
    : QObject(parent), m_document(document), m_display(display), m_views(views), m_inspector(inspector)
{
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &SelectionController::refresh);
    connect(views, &ViewPair::spotClicked, this, &SelectionController::select);
    connect(document, &Document::slideChanged, this, &SelectionController::clear);
    connect(document, &Document::measuredChanged, this, &SelectionController::clear);
    connect(document, &Document::predictionChanged, this, &SelectionController::refresh);
    connect(document, &Document::predictionRowsAdded, this, [this] {
        if (m_spot >= 0 && !m_refresh.isActive())
            m_refresh.start(RefreshMilliseconds);
    });
    connect(display, &DisplayState::changed, this,
            [this] { m_inspector->setMarkedGene(m_display->entry().gene); });
}

void SelectionController::select(Side side, int spot)
{
    m_side = side;
    m_spot = spot;
    refresh();
}

void SelectionController::refresh()
{
    m_refresh.stop();
    const auto details = spotDetails(*m_document, m_side, m_spot);
    if (!details)
        m_spot = -1;
    // Where both sides have the same spots, the ring stands in both.
    const bool same = m_document->comparison() != nullptr;
    for (const auto side : {Side::Measured, Side::Predicted})
        m_views->view(side)->setSelectedSpot(same || side == m_side ? m_spot : -1);
    m_inspector->setDetails(details);
    m_inspector->setMarkedGene(m_display->entry().gene);
}

} // namespace transcope::ui
