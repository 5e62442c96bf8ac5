#include "ui/workspace/exportcontroller.h"

#include "core/figure/figure.h"
#include "core/io/h5ad.h"
#include "core/io/spottablefile.h"
#include "ui/document/paths.h"
#include "ui/document/sessiontext.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <variant>

namespace transcope::ui {

namespace {

std::vector<core::Rgb> coloursOf(const ShownLayer& shown)
{
    if (!shown.colours.empty())
        return shown.colours;
    std::vector<core::Rgb> colours;
    colours.reserve(shown.values.size());
    for (const float value : shown.values)
        colours.push_back(shown.scale->colourOf(value));
    return colours;
}

core::Provenance measuredProvenance(const OpenLayer& measured, const core::Layer* predicted)
{
    core::Provenance provenance;
    provenance.method = "measured";
    provenance.normalisation = shownNormalisation(measured, predicted);
    provenance.version = TRANSCOPE_VERSION;
    return provenance;
}

/// The measured values as they are compared with the prediction.
core::Layer measuredLayer(const Comparison& comparison, const OpenLayer& measured,
                          const core::Layer& predicted)
{
    core::Layer layer;
    layer.name = MeasuredLayerName;
    layer.genes = predicted.genes;
    layer.spots = measured.layer->spots;
    layer.values = core::denseExpression(comparison.measured);
    layer.provenance = measuredProvenance(measured, &predicted);
    return layer;
}

} // namespace

ExportController::ExportController(Document* document, DisplayState* display, OverlayController* overlay,
                                   QObject* parent)
    : QObject(parent), m_document(document), m_display(display), m_overlay(overlay)
{
    connect(&m_jobs, &BackgroundJobs::busyChanged, this, &ExportController::busyChanged);
}

bool ExportController::canSaveOverlay(Side side) const
{
    const auto& shown = m_overlay->shown(side);
    return m_document->slide() != nullptr && shown.spots && (shown.scale || !shown.colours.empty());
}

void ExportController::saveOverlay(Side side, const QString& file)
{
    if (!canSaveOverlay(side))
        return;
    const auto& shown = m_overlay->shown(side);
    const auto* prediction = m_document->prediction();
    core::Figure figure;
    figure.slide = m_document->slide()->slide;
    figure.spots = shown.spots.get();
    figure.spotColours = coloursOf(shown);
    figure.opacity = m_display->opacity();
    figure.scale = shown.scale;
    figure.title = shown.title.toStdString();
    figure.scaleLabel = shown.valueLabel.toStdString();
    figure.umPerPx = m_document->umPerPx();
    if (side == Side::Predicted)
        figure.provenance =
            core::provenanceLine(prediction->layer->provenance, prediction->layer->genes.size(), shown.scale);
    else
        figure.provenance = core::provenanceLine(
            measuredProvenance(*m_document->measured(), prediction != nullptr ? prediction->layer.get() : nullptr),
            m_document->measured()->layer->genes.size(), shown.scale);
    write(file, [figure, spots = shown.spots](const std::filesystem::path& out, std::stop_token stop) {
        const auto written = core::writeFigure(figure, out, stop);
        return written ? core::Result<void>() : tl::unexpected(written.error());
    });
}

QString ExportController::overlayName(Side side) const
{
    const auto& entry = m_display->entry();
    QString shown = entry.kind == GeneEntry::Kind::PcaRgb     ? QStringLiteral("PCA-RGB")
                    : entry.kind == GeneEntry::Kind::PcaFirst ? QStringLiteral("PCA-1")
                                                              : entry.gene;
    // Names of genes may hold what a file's must not ("__ambiguous[A+B]").
    shown.replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9._+-]")), QStringLiteral("-"));
    return stem() + QLatin1Char('_') + shown +
           (side == Side::Measured ? QStringLiteral("_measured.png") : QStringLiteral("_predicted.png"));
}

void ExportController::exportPrediction(const QString& file)
{
    const auto* prediction = m_document->prediction();
    if (prediction == nullptr)
        return;
    auto predicted = std::make_shared<const core::Layer>(*prediction->layer);
    if (file.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) {
        write(file, [predicted](const std::filesystem::path& out, std::stop_token) {
            return core::writeSpotTable(out, *predicted);
        });
        return;
    }
    std::shared_ptr<const core::Layer> measured;
    if (const auto* comparison = m_document->comparison())
        measured = std::make_shared<const core::Layer>(
            measuredLayer(*comparison, *m_document->measured(), *predicted));
    write(file, [predicted, measured, library = stem().toStdString()](const std::filesystem::path& out,
                                                                      std::stop_token) {
        std::vector<const core::Layer*> layers{predicted.get()};
        if (measured)
            layers.push_back(measured.get());
        return core::writeH5ad(out, layers, library);
    });
}

QString ExportController::exportName() const
{
    return stem() + QStringLiteral("_predicted.h5ad");
}

template <class Write> void ExportController::write(const QString& file, Write write)
{
    m_jobs.start(
        [out = toPath(file), write = std::move(write)](const core::ProgressFn&,
                                                       std::stop_token stop) -> core::Result<std::monostate> {
            const core::Result<void> written = write(out, stop);
            if (!written)
                return tl::unexpected(written.error());
            return std::monostate();
        },
        [this, file](core::Result<std::monostate> written) {
            if (written)
                emit saved(file);
            else
                emit failed(QString::fromStdString(written.error().text()));
        });
}

QString ExportController::stem() const
{
    return QFileInfo(m_document->slideName()).completeBaseName();
}

} // namespace transcope::ui
