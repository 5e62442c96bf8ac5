#include "ui/panels/selectioncontroller.h"

#include "ui/workspace/overlaycontroller.h"

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
    connect(document, &Document::layersChanged, this, &SelectionController::refresh);
    connect(document, &Document::predictionRowsAdded, this, [this] {
        if (m_spot >= 0 && !m_refresh.isActive() && !m_jobs.isBusy())
            m_refresh.start(RefreshMilliseconds);
    });
    connect(display, &DisplayState::changed, this, [this] { m_inspector->setMarkedGene(m_display->gene()); });
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
    const auto* open = layerOn(*m_document, m_side);
    if (open == nullptr || m_spot >= static_cast<int>(open->layer->spots->size()))
        m_spot = -1;
    for (const auto side : {Side::Measured, Side::Predicted}) {
        if (side == m_side || m_spot < 0)
            m_views->view(side)->setSelectedSpot(m_spot);
    }
    if (m_spot < 0) {
        m_jobs.cancel();
        m_inspector->setDetails(std::nullopt);
        return;
    }
    m_jobs.start([input = m_document->mapInput(*open), spot = m_spot](
                     const core::ProgressFn&, std::stop_token) { return core::spotProfile(input, spot); },
                 [this](core::Result<core::SpotProfile> profile) {
                     if (profile) // a layer that cannot be read is told of where it is shown
                         finish(*profile);
                 });
}

void SelectionController::finish(const core::SpotProfile& profile)
{
    // The ring stands in both views where both layers have the spot.
    m_views->view(Side::Measured)->setSelectedSpot(profile.measuredSpot);
    m_views->view(Side::Predicted)->setSelectedSpot(profile.predictedSpot);
    m_inspector->setDetails(spotDetails(*m_document, *layerOn(*m_document, m_side), m_spot, profile));
    m_inspector->setMarkedGene(m_display->gene());
}

} // namespace transcope::ui
