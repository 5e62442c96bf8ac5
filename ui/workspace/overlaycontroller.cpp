#include "ui/workspace/overlaycontroller.h"

#include "ui/workspace/maptext.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr int RefreshMilliseconds = 100;
constexpr std::array Sides{Side::Measured, Side::Predicted};

bool isKnown(const ShownMap& shown)
{
    return shown.isPainted() && shown.map->hasRange() &&
           std::ranges::any_of(shown.map->values, [](float value) { return !std::isnan(value); });
}

} // namespace

const OpenLayer* layerOn(const Document& document, Side side)
{
    return side == Side::Measured ? document.measured() : document.prediction();
}

OverlayController::OverlayController(Document* document, DisplayState* display, ViewPair* views,
                                     QObject* parent)
    : QObject(parent), m_document(document), m_display(display), m_views(views),
      m_requested(display->recipe())
{
    m_rows.setSingleShot(true);
    connect(&m_rows, &QTimer::timeout, this, &OverlayController::takeRows);
    connect(document, &Document::slideChanged, this, &OverlayController::takeSlide);
    connect(document, &Document::layersChanged, this, &OverlayController::takeLayers);
    connect(document, &Document::predictionRowsAdded, this, [this] {
        if (!m_rows.isActive())
            m_rows.start(RefreshMilliseconds);
    });
    connect(display, &DisplayState::changed, this, &OverlayController::takeDisplay);
    connect(views, &ViewPair::overlayOpacityChanged, display, &DisplayState::setOpacity);
    connect(views, &ViewPair::overlayVisibleChanged, display, &DisplayState::setOverlayVisible);
    connect(views, &ViewPair::colourRangeChanged, this, [display](Side, double low, double high) {
        display->setRange({false, low}, {false, high});
    });
}

bool OverlayController::isSettled() const
{
    return !m_rows.isActive() &&
           std::ranges::none_of(m_sides, [](const View& view) { return view.jobs.isBusy(); });
}

void OverlayController::takeSlide()
{
    const auto* slide = m_document->slide();
    m_views->startFitted();
    for (auto* view : m_views->views())
        view->setSlide(slide != nullptr ? slide->slide : nullptr);
    for (auto& view : m_sides) // the spots of another slide
        view.shown = view.onView = {};
    takeLayers();
}

void OverlayController::takeLayers()
{
    for (const auto side : Sides)
        request(side);
    m_views->setVisibleSides(m_document->measured() != nullptr,
                             m_document->prediction() != nullptr || m_document->measured() == nullptr);
    show();
}

void OverlayController::takeDisplay()
{
    if (m_display->recipe() != m_requested) {
        m_requested = m_display->recipe();
        for (const auto side : Sides)
            request(side);
    }
    show();
}

void OverlayController::takeRows()
{
    for (const auto side : Sides) {
        if (side == Side::Measured && !core::usesOtherLayers(m_requested.kind))
            continue;
        if (of(side).jobs.isBusy()) // a steady stream of rows must not starve what takes long
            of(side).isBehind = true;
        else
            request(side);
    }
}

void OverlayController::request(Side side)
{
    auto& view = of(side);
    view.isBehind = false;
    const auto* open = layerOn(*m_document, side);
    if (open == nullptr) {
        view.jobs.cancel();
        view.shown = {};
        return;
    }
    view.jobs.start(
        [recipe = m_requested, input = m_document->mapInput(*open)](
            const core::ProgressFn&, std::stop_token stop) { return core::makeMap(recipe, input, stop); },
        [this, side, recipe = m_requested](core::Result<core::Map> map) {
            finish(side, recipe, std::move(map));
        });
}

void OverlayController::finish(Side side, const core::MapRecipe& recipe, core::Result<core::Map> map)
{
    auto& view = of(side);
    if (map) {
        view.recipe = recipe;
        view.shown.map = std::make_shared<const core::Map>(std::move(*map));
        view.shown.title =
            translated(view.shown.map->where) + QStringLiteral(" · ") + translated(view.shown.map->what);
    } else {
        emit failed(QString::fromStdString(map.error().text()));
    }
    if (view.isBehind && !m_rows.isActive())
        m_rows.start(RefreshMilliseconds);
    show();
}

void OverlayController::show()
{
    applyScales();
    for (const auto side : Sides)
        applyTo(side);
    emit shownChanged();
}

void OverlayController::applyScales()
{
    std::array<core::ValueRange, 2> ranges;
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        const auto& view = m_sides[i];
        if (view.shown.map && view.recipe != m_display->recipe())
            return; // the range is of what is being made
        if (view.shown.map)
            ranges[i] = core::rangeOf(*view.shown.map, m_display->low(), m_display->high());
    }
    const auto& [measured, predicted] = m_sides;
    if (m_display->scalesLocked() && isKnown(measured.shown) && isKnown(predicted.shown) &&
        !measured.shown.map->quantity.empty() &&
        measured.shown.map->quantity == predicted.shown.map->quantity)
        ranges.fill({std::min(ranges[0].low, ranges[1].low), std::max(ranges[0].high, ranges[1].high)});
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        auto& shown = m_sides[i].shown;
        shown.scale = shown.map ? core::scaleOf(*shown.map, ranges[i], m_display->colourMap()) : std::nullopt;
    }
}

void OverlayController::applyTo(Side side)
{
    auto* view = m_views->view(side);
    const auto& [map, scale, title] = shown(side);
    auto& onView = of(side).onView;
    view->setUmPerPx(m_document->umPerPx());
    view->setOverlayOpacity(m_display->opacity());
    view->setOverlayVisible(m_display->isOverlayVisible());
    const auto spotsOf = [](const ShownMap& of) { return of.map ? of.map->spots : nullptr; };
    // What the view has already is not given again: it would all be uploaded anew.
    if (spotsOf(onView) != spotsOf(shown(side)))
        view->setSpots(spotsOf(shown(side)));
    if (scale && (scale != onView.scale || map != onView.map))
        view->setColourScale(*scale, translated(map->label));
    if (map != onView.map) {
        view->setTitle(title);
        view->setMessage(map ? translated(map->notice) : QString());
        if (map && map->colours.empty())
            view->setValues(map->values);
        else if (map)
            view->setSpotColours(map->colours);
    }
    onView = shown(side);
}

} // namespace transcope::ui
