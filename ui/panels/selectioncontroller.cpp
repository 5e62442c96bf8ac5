#include "ui/panels/selectioncontroller.h"

#include "core/base/try.h"
#include "core/map/layerset.h"
#include "ui/language/everylanguage.h"
#include "ui/panels/spotdetails.h"

#include <QJsonArray>
#include <algorithm>
#include <unordered_map>

namespace transcope::ui {

namespace {

constexpr int RefreshMilliseconds = 500;
const QString LayerKey = QStringLiteral("layer");
const QString SpotKey = QStringLiteral("spot");
const QString BrushedKey = QStringLiteral("brushed");

} // namespace

SelectionController::SelectionController(Document* document, DisplayState* display, Workspace* workspace,
                                         SpotInspector* inspector, QObject* parent)
    : QObject(parent), m_document(document), m_display(display), m_workspace(workspace),
      m_inspector(inspector)
{
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &SelectionController::refresh);
    connect(workspace, &Workspace::spotClicked, this, [this](int view, int spot) {
        select(m_display->views()[static_cast<std::size_t>(view)].layer, spot);
    });
    connect(document, &Document::slideChanged, this, &SelectionController::clear);
    connect(document, &Document::layersChanged, this, &SelectionController::takeLayers);
    connect(document, &Document::predictionRowsAdded, this, [this] {
        if (m_spot >= 0 && !m_refresh.isActive() && !m_jobs.isBusy())
            m_refresh.start(RefreshMilliseconds);
    });
    connect(display, &DisplayState::changed, this, [this] {
        m_inspector->setMarkedGene(m_display->gene());
        showRings();
    });
    inEveryLanguage(
        inspector, [this] { refresh(); }, this);
}

void SelectionController::select(LayerId layer, int spot)
{
    m_layer = layer;
    m_spot = spot;
    m_places = {{layer, spot}};
    m_brushing.cancel();
    m_brushed.clear();
    m_brushedHere.clear();
    m_awaited = {};
    showRings();
    refresh();
    emit selected(m_layer, m_spot);
    emit changed();
}

int SelectionController::spotIn(LayerId layer) const
{
    const auto place = m_places.find(layer);
    return place != m_places.end() ? place->second : -1;
}

void SelectionController::brush(LayerId layer, const std::vector<int>& spots)
{
    select(layer, -1);
    const auto* open = m_document->layer(layer);
    if (open == nullptr || spots.empty())
        return;
    m_brushedHere.assign(spots.begin(), spots.begin() + std::ptrdiff_t(std::min(spots.size(), MostBrushed)));
    emit changed();
    m_brushing.start(
        [input = m_document->mapInput(*open), layers = m_document->layers(),
         some = m_brushedHere](const core::ProgressFn&, std::stop_token) -> core::Result<Places> {
            Places places;
            for (const auto& other : layers)
                for (const int spot : some)
                    if (const int there = input.layers->sameSpot(input.painted, spot, other.layer);
                        there >= 0)
                        places[other.id].push_back(there);
            return places;
        },
        [this](core::Result<Places> places) {
            m_brushed = std::move(*places); // cannot fail
            showRings();
        });
}

QJsonObject SelectionController::toJson() const
{
    const auto* open = m_document->layer(m_layer);
    if (open == nullptr)
        return {};
    const auto& spots = open->layer->spots->spots;
    const auto idOf = [&](int spot) { return QString::fromStdString(spots[std::size_t(spot)].id); };
    QJsonArray brushed;
    for (const int spot : m_brushedHere)
        brushed << idOf(spot);
    QJsonObject json{{LayerKey, m_document->layerName(m_layer)}, {BrushedKey, brushed}};
    if (m_spot >= 0)
        json.insert(SpotKey, idOf(m_spot));
    return json;
}

void SelectionController::fromJson(const QJsonObject& json)
{
    const auto layer = m_document->layerNamed(json.value(LayerKey).toString());
    const auto* open = m_document->layer(layer);
    if (open == nullptr) {
        m_awaited = json;
        return;
    }
    std::unordered_map<std::string, int> places;
    for (const auto& spot : open->layer->spots->spots)
        places.emplace(spot.id, static_cast<int>(places.size()));
    const auto placeOf = [&](const QJsonValue& id) {
        const auto found = places.find(id.toString().toStdString());
        return found != places.end() ? found->second : -1;
    };
    std::vector<int> brushed;
    for (const auto& id : json.value(BrushedKey).toArray())
        if (const int spot = placeOf(id); spot >= 0)
            brushed.push_back(spot);
    if (!brushed.empty())
        brush(layer, brushed);
    else if (const int spot = placeOf(json.value(SpotKey)); spot >= 0)
        select(layer, spot);
}

void SelectionController::takeLayers()
{
    if (const auto awaited = m_awaited; !awaited.isEmpty())
        fromJson(awaited);
    refresh();
}

void SelectionController::refresh()
{
    m_refresh.stop();
    const auto* open = m_document->layer(m_layer);
    if (open == nullptr || m_spot >= static_cast<int>(open->layer->spots->size()))
        m_spot = -1;
    if (m_spot < 0) {
        m_jobs.cancel();
        m_places.clear();
        showRings();
        m_inspector->setDetails(std::nullopt);
        return;
    }
    m_jobs.start(
        [input = m_document->mapInput(*open), layers = m_document->layers(),
         spot = m_spot](const core::ProgressFn&, std::stop_token) -> core::Result<Found> {
            Found found;
            TRY(found.profile, core::spotProfile(input, spot));
            for (const auto& other : layers)
                found.places[other.id] = input.layers->sameSpot(input.painted, spot, other.layer);
            return found;
        },
        [this](core::Result<Found> found) {
            if (found) // a layer that cannot be read is told of where it is shown
                finish(*found);
        });
}

void SelectionController::finish(const Found& found)
{
    m_places = found.places;
    showRings();
    emit changed();
    m_inspector->setDetails(spotDetails(*m_document, *m_document->layer(m_layer), m_spot, found.profile));
    m_inspector->setMarkedGene(m_display->gene());
}

/// In every view whose layer has the spot.
void SelectionController::showRings()
{
    for (int view = 0; view < m_workspace->count(); ++view) {
        const auto layer = m_display->views()[static_cast<std::size_t>(view)].layer;
        m_workspace->view(view)->setSelectedSpot(spotIn(layer));
        const auto brushed = m_brushed.find(layer);
        m_workspace->view(view)->setBrushedSpots(brushed != m_brushed.end() ? brushed->second
                                                                            : std::vector<int>());
    }
}

} // namespace transcope::ui
