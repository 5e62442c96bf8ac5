#include "ui/workspace/overlaycontroller.h"

#include "core/expression/genematching.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::ui {

namespace {

constexpr int RefreshMilliseconds = 100;

std::string nameOf(const ShownEntry& entry)
{
    return entry.gene.toStdString();
}

std::vector<float> toVector(std::span<const float> values)
{
    return {values.begin(), values.end()};
}

std::vector<float> unknown(const core::SpotTable& spots)
{
    return std::vector<float>(spots.size(), NAN);
}

QString methodOf(const core::Layer& layer)
{
    return QString::fromStdString(layer.provenance.method.empty() ? layer.name : layer.provenance.method);
}

} // namespace

OverlayController::OverlayController(Document* document, DisplayState* display, ViewPair* views,
                                     QObject* parent)
    : QObject(parent), m_document(document), m_display(display), m_views(views)
{
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &OverlayController::refresh);
    connect(document, &Document::slideChanged, this, &OverlayController::takeSlide);
    connect(document, &Document::measuredChanged, this, &OverlayController::forgetPca);
    connect(document, &Document::predictionChanged, this, &OverlayController::forgetPca);
    connect(document, &Document::predictionRowsAdded, this, &OverlayController::refreshSoon);
    connect(display, &DisplayState::changed, this, &OverlayController::refresh);
    connect(views, &ViewPair::overlayOpacityChanged, display, &DisplayState::setOpacity);
    connect(views, &ViewPair::overlayVisibleChanged, display, &DisplayState::setOverlayVisible);
    connect(views, &ViewPair::colourRangeChanged, this, [display](Side, double low, double high) {
        display->setRange({false, low}, {false, high});
    });
}

void OverlayController::refreshSoon()
{
    m_pcaStale = true;
    if (!m_refresh.isActive())
        m_refresh.start(RefreshMilliseconds);
}

void OverlayController::takeSlide()
{
    const auto* slide = m_document->slide();
    m_views->startFitted();
    for (auto* view : m_views->views()) {
        view->setSlide(slide != nullptr ? slide->slide : nullptr);
    }
    forgetPca();
}

void OverlayController::forgetPca()
{
    m_pcaJobs.cancel();
    m_pca = {};
    m_pcaStale = true;
    refresh();
}

void OverlayController::startPca()
{
    m_pcaStale = false;
    m_pcaJobs.start(
        [input = pcaInput(m_document->measured(), m_document->prediction(), m_document->comparison())](
            const core::ProgressFn&, std::stop_token) -> core::Result<PcaScores> {
            if (!input)
                return tl::unexpected(input.error());
            return pcaScores(*input);
        },
        [this](core::Result<PcaScores> scores) {
            if (scores)
                m_pca = std::move(*scores);
            refresh();
        });
}

void OverlayController::refresh()
{
    m_refresh.stop();
    // While one fit runs, later rows wait for its end: a steady stream of rows must not starve the fit.
    if (wantsPca() && m_pcaStale && !m_pcaJobs.isBusy())
        startPca();
    m_shown = {measuredLayer(), predictedLayer()};
    applyScales();
    m_views->setVisibleSides(m_document->measured() != nullptr,
                             m_document->prediction() != nullptr || m_document->measured() == nullptr);
    applyTo(Side::Measured);
    applyTo(Side::Predicted);
    emit shownChanged();
}

ShownLayer OverlayController::measuredLayer() const
{
    ShownLayer layer;
    const auto* measured = m_document->measured();
    if (!measured)
        return layer;
    layer.spots = measured->layer->spots;
    layer.title = tr("Measured");
    if (wantsPca()) {
        fillPca(layer, m_pca.measured);
        return layer;
    }
    layer.title += QStringLiteral(" · ") + m_display->entry().gene;
    const auto* prediction = m_document->prediction();
    const auto* comparison = m_document->comparison();
    const int predictedColumn =
        comparison != nullptr ? core::findGene(prediction->layer->genes, nameOf(m_display->entry())) : -1;
    if (predictedColumn >= 0 && comparison->measuredColumn[static_cast<std::size_t>(predictedColumn)] >= 0) {
        layer.values = toVector(comparison->measured.gene(static_cast<std::size_t>(predictedColumn)));
        layer.valueLabel = valueLabelText(shownNormalisation(*measured, &*prediction->layer));
        return layer;
    }
    const int column = core::findGene(measured->layer->genes, nameOf(m_display->entry()));
    if (column < 0) {
        layer.notice = tr("%1 was not measured in this section.").arg(m_display->entry().gene);
        layer.values = unknown(*measured->layer->spots);
        return layer;
    }
    const auto normalisation = shownNormalisation(*measured, nullptr);
    layer.values = geneValues(*measured, column, normalisation).value_or(unknown(*measured->layer->spots));
    layer.valueLabel = valueLabelText(normalisation);
    return layer;
}

ShownLayer OverlayController::predictedLayer() const
{
    ShownLayer layer;
    const auto* prediction = m_document->prediction();
    if (prediction == nullptr)
        return layer;
    layer.spots = prediction->layer->spots;
    layer.title = tr("Predicted (%1)").arg(methodOf(*prediction->layer));
    if (wantsPca()) {
        fillPca(layer, m_pca.predicted);
        return layer;
    }
    layer.title += QStringLiteral(" · ") + m_display->entry().gene;
    const int column = core::findGene(prediction->layer->genes, nameOf(m_display->entry()));
    if (column < 0) {
        layer.notice =
            tr("%1 is not among the genes that these weights predict.").arg(m_display->entry().gene);
        layer.values = unknown(*prediction->layer->spots);
        return layer;
    }
    layer.values = prediction->layer->values->gene(static_cast<std::size_t>(column))
                       .value_or(unknown(*prediction->layer->spots));
    layer.valueLabel = valueLabelText(prediction->layer->provenance.normalisation);
    return layer;
}

void OverlayController::fillPca(ShownLayer& layer, const core::ExpressionMatrix& scores) const
{
    const bool rgb = m_display->entry().kind == GeneEntry::Kind::PcaRgb;
    layer.title += QStringLiteral(" · ") + (rgb ? tr("PCA RGB") : tr("PCA 1"));
    if (scores.spots() != layer.spots->size()) { // not computed yet
        layer.values.assign(layer.spots->size(), NAN);
        return;
    }
    if (rgb) {
        layer.colours = core::pcaColours(scores.gene(0), scores.gene(1), scores.gene(2));
        return;
    }
    layer.values = toVector(scores.gene(0));
    layer.valueLabel = tr("First component");
}

void OverlayController::applyScales()
{
    const auto hasValues = [](const ShownLayer& layer) {
        return std::ranges::any_of(layer.values, [](float value) { return !std::isnan(value); });
    };
    core::ValueRange common{std::numeric_limits<double>::infinity(),
                            -std::numeric_limits<double>::infinity()};
    for (auto& layer : m_shown) {
        if (layer.values.empty())
            continue;
        core::ValueRange range{0, 1};
        if (hasValues(layer)) {
            range = resolveRange(m_display->low(), m_display->high(), layer.values);
            common = {std::min(common.low, range.low), std::max(common.high, range.high)};
        }
        layer.scale = core::ColourScale{m_display->colourMap(), range.low, range.high};
    }
    // Components of two fits are no common quantity.
    if (wantsPca() || !m_display->scalesLocked() || !(common.high > common.low))
        return;
    for (auto& layer : m_shown) {
        if (layer.scale)
            layer.scale = core::ColourScale{m_display->colourMap(), common.low, common.high};
    }
}

void OverlayController::applyTo(Side side)
{
    auto* view = m_views->view(side);
    const auto& layer = shown(side);
    view->setUmPerPx(m_document->umPerPx());
    auto& onView = m_viewSpots[static_cast<std::size_t>(side)];
    if (onView != layer.spots) { // setting the same spots again would upload them all
        view->setSpots(layer.spots);
        onView = layer.spots;
    }
    view->setTitle(layer.title);
    view->setMessage(layer.notice);
    view->setOverlayOpacity(m_display->opacity());
    view->setOverlayVisible(m_display->isOverlayVisible());
    if (layer.scale)
        view->setColourScale(*layer.scale, layer.valueLabel);
    if (!layer.colours.empty())
        view->setSpotColours(layer.colours);
    else
        view->setValues(layer.values);
}

} // namespace transcope::ui
