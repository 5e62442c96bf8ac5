#include "ui/workspace/overlaycontroller.h"

#include "core/base/try.h"
#include "ui/language/everylanguage.h"
#include "ui/language/phrasetext.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr int RefreshMilliseconds = 100;

bool isKnown(const ShownMap& shown)
{
    return shown.isPainted() && shown.map->hasRange() &&
           std::ranges::any_of(shown.map->values, [](float value) { return !std::isnan(value); });
}

QString titleOf(const core::Map& map)
{
    return translated(map.where) + QStringLiteral(" · ") + translated(map.what);
}

const core::SpotTable* tableOf(const std::shared_ptr<const core::PlacedSpots>& spots)
{
    return spots ? spots->table.get() : nullptr;
}

/// A map with all that a view needs to draw it without delay; any thread.
core::Result<ShownMap> makeShown(const core::MapRecipe& recipe, const core::MapInput& input,
                                 std::stop_token stop)
{
    TRY(auto map, core::makeMap(recipe, input, std::move(stop)));
    ShownMap shown;
    shown.spots = input.layers->placed(map.spots);
    if (map.surface)
        shown.cells = input.layers->placed(map.surface->cells);
    shown.map = std::make_shared<const core::Map>(std::move(map));
    return shown;
}

} // namespace

OverlayController::OverlayController(Document* document, DisplayState* display, Workspace* workspace,
                                     QObject* parent)
    : QObject(parent), m_document(document), m_display(display), m_workspace(workspace)
{
    m_rows.setSingleShot(true);
    connect(&m_rows, &QTimer::timeout, this, &OverlayController::takeRows);
    connect(document, &Document::slideChanged, this, &OverlayController::takeSlide);
    connect(document, &Document::layersChanged, this, &OverlayController::takeLayers);
    connect(document, &Document::predictionRowsAdded, this, [this] {
        if (!m_rows.isActive())
            m_rows.start(RefreshMilliseconds);
    });
    connect(display, &DisplayState::viewClosed, this, [this](int closed) { // as the workspace's panes
        std::rotate(m_views.begin() + closed, m_views.begin() + closed + 1, m_views.end());
    });
    connect(display, &DisplayState::changed, this, &OverlayController::takeDisplay);
    connect(workspace, &Workspace::overlayOpacityChanged, display, &DisplayState::setOpacity);
    connect(workspace, &Workspace::categoryClicked, this, [display](int view, const QString& category) {
        display->toggleCategory(view, category.toStdString());
    });
    connect(workspace, &Workspace::overlayVisibleChanged, display, &DisplayState::setOverlayVisible);
    connect(workspace, &Workspace::colourRangeChanged, this, [display](int view, double low, double high) {
        display->setRangeOf(view, {{false, low}, {false, high}, display->rangeOf(view).threshold});
    });
    inEveryLanguage(
        workspace,
        [this] {
            matchViews();
            sayAnew();
        },
        this);
}

void OverlayController::sayAnew()
{
    for (auto& view : m_views) {
        if (view->shown.map)
            view->shown.title = titleOf(*view->shown.map);
        view->onView.map.reset(); // what it says is given again with it
    }
    show();
}

bool OverlayController::isSettled() const
{
    return !m_rows.isActive() &&
           std::ranges::none_of(m_views, [](const auto& view) { return view->jobs.isBusy(); });
}

void OverlayController::matchViews()
{
    const auto wanted = m_display->views().size();
    while (m_views.size() < wanted)
        m_views.push_back(std::make_unique<View>());
    while (m_views.size() > wanted) { // its pane may come up again, then with something else
        m_workspace->view(count() - 1)->setSpots(nullptr);
        m_views.pop_back();
    }
}

void OverlayController::takeSlide()
{
    matchViews();
    for (auto& view : m_views) // the spots of another slide
        view->shown = view->onView = {};
    takeLayers();
}

void OverlayController::takeLayers()
{
    matchViews();
    for (int view = 0; view < count(); ++view)
        request(view);
    show();
}

void OverlayController::takeDisplay()
{
    matchViews();
    for (int view = 0; view < count(); ++view) {
        const auto layer = m_display->views()[static_cast<std::size_t>(view)].layer;
        if (m_display->recipeOf(view) != of(view).requested || layer != of(view).layer)
            request(view);
    }
    show();
}

void OverlayController::takeRows()
{
    const auto* measured = m_document->measured();
    for (int view = 0; view < count(); ++view) {
        auto& behind = of(view);
        if (measured != nullptr && behind.layer == measured->id &&
            !core::usesOtherLayers(behind.requested.kind))
            continue;
        if (behind.jobs.isBusy()) // a steady stream of rows must not starve what takes long
            behind.isBehind = true;
        else
            request(view);
    }
}

void OverlayController::request(int index)
{
    auto& view = of(index);
    view.isBehind = false;
    view.requested = m_display->recipeOf(index);
    const auto layer = m_display->views()[static_cast<std::size_t>(index)].layer;
    const bool isOther = std::exchange(view.layer, layer) != layer;
    const auto* open = m_document->layer(layer);
    if (open == nullptr || isOther)
        view.shown = {};
    if (open == nullptr) {
        view.jobs.cancel();
        return;
    }
    view.jobs.start(
        [recipe = view.requested, input = m_document->mapInput(*open)](
            const core::ProgressFn&, std::stop_token stop) { return makeShown(recipe, input, stop); },
        [this, &view, recipe = view.requested](core::Result<ShownMap> made) {
            finish(view, recipe, std::move(made)); // whatever its number is by now
        });
}

void OverlayController::finish(View& view, const core::MapRecipe& recipe, core::Result<ShownMap> made)
{
    if (made) {
        view.recipe = recipe;
        made->scale = view.shown.scale; // until applyScales() has that of the new map
        view.shown = std::move(*made);
        view.shown.title = titleOf(*view.shown.map);
    } else {
        emit failed(QString::fromStdString(made.error().text()));
    }
    if (view.isBehind && !m_rows.isActive())
        m_rows.start(RefreshMilliseconds);
    show();
}

void OverlayController::show()
{
    applyScales();
    for (int view = 0; view < count(); ++view)
        applyTo(view);
    emit shownChanged();
}

void OverlayController::applyScales()
{
    std::vector<core::ValueRange> ranges(m_views.size());
    for (int index = 0; index < count(); ++index) {
        const auto& view = of(index);
        if (view.shown.map && view.recipe != m_display->recipeOf(index))
            return; // the range is of what is being made
        const auto wanted = m_display->rangeOf(index);
        if (view.shown.map)
            ranges[static_cast<std::size_t>(index)] = core::rangeOf(*view.shown.map, wanted.low, wanted.high);
    }
    shareRanges(ranges);
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        auto& shown = m_views[i]->shown;
        shown.scale = shown.map ? core::scaleOf(*shown.map, ranges[i], m_display->colourMap()) : std::nullopt;
    }
}

/// Views that share ranges and show the same quantity have one that holds all of theirs.
void OverlayController::shareRanges(std::vector<core::ValueRange>& ranges) const
{
    const auto own = ranges;
    const auto shares = [this](std::size_t i) {
        return m_display->views()[i].isLinked(ViewLink::Range) && isKnown(m_views[i]->shown) &&
               !m_views[i]->shown.map->quantity.empty();
    };
    for (std::size_t i = 0; i < ranges.size(); ++i)
        for (std::size_t j = 0; j < ranges.size(); ++j)
            if (i != j && shares(i) && shares(j) &&
                m_views[i]->shown.map->quantity == m_views[j]->shown.map->quantity)
                ranges[i] = {std::min(ranges[i].low, own[j].low), std::max(ranges[i].high, own[j].high)};
}

void OverlayController::applyTo(int index)
{
    auto* view = m_workspace->view(index);
    const auto& [map, spots, cells, scale, title] = shown(index);
    auto& onView = of(index).onView;
    view->setUmPerPx(m_document->umPerPx());
    view->setOverlayOpacity(m_display->opacity());
    view->setOverlayVisible(m_display->isOverlayVisible());
    // What the view has already is not given again: it would all be uploaded anew.
    if (tableOf(spots) != tableOf(onView.spots))
        view->setSpots(spots);
    if (scale && (scale != onView.scale || map != onView.map))
        view->setColourScale(*scale, translated(map->label));
    if (map != onView.map) {
        view->setTitle(title);
        view->setMessage(map ? translated(map->notice) : QString());
        if (map && map->colours.empty())
            view->setValues(map->values);
        else if (map)
            view->setSpotColours(map->colours);
        if (map) {
            view->setLook(map->mark, map->weights, map->contours, map->measuredSpots);
            if (const auto& surface = map->surface)
                view->setSurface(cells, surface->values, surface->weights);
            else
                view->setSurface(nullptr, {}, {});
            view->setLegend(map->legend, map->hidden, map->mixesLegend());
        }
    }
    onView = shown(index);
}

} // namespace transcope::ui
