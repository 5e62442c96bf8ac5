#include "ui/workspace/viewlayers.h"

#include <algorithm>

namespace transcope::ui {

namespace {

bool isMeasured(const OpenLayer& open)
{
    return open.kind() == core::LayerKind::Measured;
}

bool shows(const std::vector<ViewChoice>& views, LayerId layer)
{
    return std::ranges::find(views, layer, &ViewChoice::layer) != views.end();
}

} // namespace

ViewLayers::ViewLayers(Document* document, DisplayState* display, QObject* parent)
    : QObject(parent), m_document(document), m_display(display)
{
    connect(document, &Document::slideChanged, this, &ViewLayers::takeSlide);
    connect(document, &Document::layersChanged, this, &ViewLayers::takeLayers);
}

void ViewLayers::addView()
{
    auto views = m_display->views();
    if (views.size() >= MostViews)
        return;
    auto added = views[static_cast<std::size_t>(m_display->current())];
    if (const auto unseen = unseenLayer(); unseen != 0)
        added.layer = unseen;
    views.push_back(added);
    m_display->setViews(std::move(views));
    m_display->setFull(-1);
    m_display->setCurrent(static_cast<int>(m_display->views().size()) - 1);
}

void ViewLayers::closeView(int view)
{
    m_display->closeView(view);
}

void ViewLayers::showLayer(int view, LayerId layer)
{
    auto choice = m_display->views().at(static_cast<std::size_t>(view));
    choice.layer = layer;
    m_display->setView(view, choice);
    m_document->showLayer(layer);
}

void ViewLayers::showBoth()
{
    auto views = m_display->views();
    const auto replaced = std::ranges::find(views, m_newer, &ViewChoice::layer);
    if (replaced == views.end() || views.size() >= MostViews || m_document->layer(m_older) == nullptr)
        return;
    const auto newer = *replaced;
    replaced->layer = m_older;
    views.insert(replaced + 1, newer);
    m_display->setViews(std::move(views));
}

void ViewLayers::takeSlide()
{
    m_known.clear();
    ViewChoice first; // nothing of another slide but what was shared
    first.links = m_display->views().front().links;
    m_display->setViews({first});
}

void ViewLayers::takeLayers()
{
    dropGoneLayers();
    auto views = m_display->views();
    std::vector<const OpenLayer*> added;
    for (const auto& open : m_document->layers()) {
        // What a run gives besides its prediction waits until a head chooses it.
        if (!m_known.contains(open.id) && open.layer->provenance.part.empty()) {
            added.push_back(&open);
            placeLayer(views, open);
        }
    }
    showPrediction(views);
    const auto* older = replacedBy(added);
    for (const auto& open : m_document->layers())
        m_known.insert(open.id);
    m_display->setViews(std::move(views));
    if (older != nullptr)
        offerBoth(*added.front(), *older);
}

void ViewLayers::dropGoneLayers()
{
    const auto isGone = [this](LayerId layer) { return layer != 0 && m_document->layer(layer) == nullptr; };
    for (int view = static_cast<int>(m_display->views().size()) - 1; view >= 0; --view)
        if (isGone(m_display->views()[static_cast<std::size_t>(view)].layer))
            m_display->closeView(view);
    auto last = m_display->views().front(); // which cannot be closed
    if (!isGone(last.layer))
        return;
    const auto* left =
        m_document->prediction() != nullptr ? m_document->prediction() : m_document->measured();
    last.layer = left != nullptr ? left->id : 0;
    m_display->setView(0, last);
}

/// The last that shows a prediction; −1 where none does.
int ViewLayers::predictionView(const std::vector<ViewChoice>& views) const
{
    for (int view = static_cast<int>(views.size()) - 1; view >= 0; --view) {
        const auto* open = m_document->layer(views[static_cast<std::size_t>(view)].layer);
        if (open != nullptr && !isMeasured(*open))
            return view;
    }
    return -1;
}

void ViewLayers::placeLayer(std::vector<ViewChoice>& views, const OpenLayer& open)
{
    if (shows(views, open.id))
        return;
    const int beside = isMeasured(open) ? -1 : predictionView(views);
    auto added = views.front();
    added.layer = open.id;
    added.kind.reset();
    const auto empty = std::ranges::find(views, LayerId(0), &ViewChoice::layer);
    if (empty != views.end() && (views.size() == 1 || isMeasured(open)))
        empty->layer = open.id;
    else if (beside >= 0)
        views[static_cast<std::size_t>(beside)].layer = open.id;
    else if (views.size() < MostViews)
        views.insert(isMeasured(open) ? views.begin() : views.end(), added);
}

/// The layer that panels speak of is on one of the views.
void ViewLayers::showPrediction(std::vector<ViewChoice>& views) const
{
    const auto* prediction = m_document->prediction();
    const int beside = predictionView(views);
    if (prediction != nullptr && !shows(views, prediction->id) && beside >= 0)
        views[static_cast<std::size_t>(beside)].layer = prediction->id;
}

/// The prediction whose view the only added one, a prediction too, takes; nullptr where there is no room for
/// both.
const OpenLayer* ViewLayers::replacedBy(const std::vector<const OpenLayer*>& added) const
{
    const auto& before = m_display->views();
    const int beside = predictionView(before);
    if (added.size() != 1 || isMeasured(*added.front()) || beside < 0 || before.size() >= MostViews)
        return nullptr;
    return m_document->layer(before[static_cast<std::size_t>(beside)].layer);
}

void ViewLayers::offerBoth(const OpenLayer& newer, const OpenLayer& older)
{
    m_newer = newer.id;
    m_older = older.id;
    if (m_sideBySide)
        showBoth();
    else
        emit bothOffered(QString::fromStdString(newer.layer->name),
                         QString::fromStdString(older.layer->name));
}

LayerId ViewLayers::unseenLayer() const
{
    for (const auto& open : m_document->layers())
        if (!shows(m_display->views(), open.id))
            return open.id;
    return 0;
}

} // namespace transcope::ui
