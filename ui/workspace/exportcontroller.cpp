#include "ui/workspace/exportcontroller.h"

#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/figure/figure.h"
#include "core/io/h5ad.h"
#include "core/io/loupe.h"
#include "core/io/spottablefile.h"
#include "ui/document/paths.h"
#include "ui/language/phrasetext.h"
#include "ui/workspace/content.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>
#include <variant>

namespace transcope::ui {

namespace {

constexpr double SpotsMargin = 0.05; ///< of the longer side

} // namespace

ExportController::ExportController(Document* document, DisplayState* display, OverlayController* overlay,
                                   QObject* parent)
    : QObject(parent), m_document(document), m_display(display), m_overlay(overlay)
{
    connect(&m_jobs, &BackgroundJobs::busyChanged, this, &ExportController::busyChanged);
    connect(&m_jobs, &BackgroundJobs::progressed, this, &ExportController::progressed);
}

bool ExportController::canSaveOverlay(int view) const
{
    return m_document->slide() != nullptr && m_overlay->shown(view).isPainted();
}

QRectF ExportController::wholeSlide() const
{
    const auto size = m_document->slide()->slide->sizeLevel0Px();
    return {0, 0, double(size.width), double(size.height)};
}

QRectF ExportController::areaOf(PictureArea area, const SlideView& view, int index) const
{
    if (area == PictureArea::Slide)
        return wholeSlide();
    if (area == PictureArea::View)
        return view.visibleLevel0Px() & wholeSlide();
    const auto* open = m_document->layer(m_display->views()[static_cast<std::size_t>(index)].layer);
    const QRectF spots = boundsOfSpots({*open});
    const double margin = SpotsMargin * std::max(spots.width(), spots.height());
    return spots.adjusted(-margin, -margin, margin, margin) & wholeSlide();
}

void ExportController::saveOverlay(int view, const QRectF& areaLevel0Px, const QString& file)
{
    if (!canSaveOverlay(view))
        return;
    const auto& shown = m_overlay->shown(view);
    const auto& map = shown.map;
    const auto& scale = shown.scale;
    core::Figure figure;
    figure.slide = m_document->slide()->slide;
    const auto area = areaLevel0Px.toAlignedRect();
    if (area != wholeSlide().toAlignedRect())
        figure.regionLevel0Px = {area.x(), area.y(), area.width(), area.height()};
    figure.picture = m_adjustment;
    figure.spots = core::paintedSpots(*map, scale);
    figure.opacity = m_display->opacity();
    figure.scale = scale;
    figure.legend = core::drawnLegend(*map);
    figure.mixesLegend = map->mixesLegend();
    figure.title = shown.title.toStdString();
    figure.scaleLabel = translated(map->label).toStdString();
    figure.umPerPx = m_document->umPerPx();
    figure.provenance = core::provenanceLine(map->provenance, map->genes, scale);
    write(file, [figure](const std::filesystem::path& out, std::stop_token stop, const core::ProgressFn&) {
        const auto written = core::writeFigure(figure, out, stop);
        return written ? core::Result<void>() : tl::unexpected(written.error());
    });
}

QString ExportController::overlayName(int view) const
{
    const auto* open = m_document->layer(m_display->views()[static_cast<std::size_t>(view)].layer);
    QString name = QString::fromStdString(m_overlay->shown(view).map->what.english()) + QLatin1Char('_') +
                   QString::fromStdString(open->layer->name);
    // Names of genes and layers may hold what a file's must not ("__ambiguous[A+B]").
    name.replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9._+-]")), QStringLiteral("-"));
    return stem() + QLatin1Char('_') + name + QStringLiteral(".png");
}

void ExportController::exportPrediction(const QString& file)
{
    const auto* prediction = m_document->prediction();
    if (prediction == nullptr)
        return;
    const auto input = m_document->mapInput(*prediction);
    if (core::isLoupeName(toPath(file))) {
        write(file, [input](const std::filesystem::path& out, std::stop_token, const core::ProgressFn&) {
            return core::writeLoupeCsv(out, *input.painted);
        });
        return;
    }
    if (file.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) {
        write(file, [input](const std::filesystem::path& out, std::stop_token, const core::ProgressFn&) {
            return core::writeSpotTable(out, *input.painted);
        });
        return;
    }
    write(file,
          [input, library = stem().toStdString(),
           slide = m_document->slide()->slide](const std::filesystem::path& out, std::stop_token stop,
                                               const core::ProgressFn&) -> core::Result<void> {
              std::vector<const core::Layer*> layers{input.painted.get()};
              core::Layer measured;
              if (input.measured && input.layers->sharedSpots(input.measured, input.painted) > 0) {
                  TRY(measured, core::measuredAlike(*input.layers, input.measured, input.painted));
                  layers.push_back(&measured);
              }
              return core::writeH5ad(out, layers, {library, {}, slide.get(), stop});
          });
}

QString ExportController::exportName() const
{
    return stem() + QStringLiteral("_predicted.h5ad");
}

core::FigureSource ExportController::figureSource(const FigureChoice& choice) const
{
    core::FigureSource source;
    source.slide = m_document->slide()->slide;
    source.umPerPx = m_document->umPerPx();
    for (const auto id : choice.columns) {
        const auto* open = m_document->layer(id);
        const auto input = m_document->mapInput(*open);
        source.layers = input.layers;
        source.measured = input.measured;
        source.columns.push_back(open->layer);
        source.names.push_back(core::namePhrase(*open->layer).english());
    }
    return source;
}

void ExportController::saveFigure(const FigureChoice& choice, const QString& out)
{
    std::vector<std::string> genes;
    for (const auto& gene : choice.genes)
        genes.push_back(gene.toStdString());
    if (choice.isBatch) {
        saveBatch(figureSource(choice), {genes, toPath(out), ".png", choice.look});
        return;
    }
    auto rows = choice.rows;
    for (const auto& gene : genes)
        rows.push_back({core::geneRecipe(gene), gene});
    write(out,
          [source = figureSource(choice), rows,
           look = choice.look](const std::filesystem::path& file, std::stop_token stop,
                               const core::ProgressFn&) -> core::Result<void> {
              TRY(const auto grid, core::mapFigure(source, rows, look, stop));
              TRY_RUN(core::writeMapGrid(grid, file, stop));
              return {};
          });
}

void ExportController::saveBatch(const core::FigureSource& source, const core::FigureBatch& batch)
{
    m_jobs.start(
        [source, batch](const core::ProgressFn& progress, std::stop_token stop) {
            return core::writeFigureBatch(source, batch, progress, stop);
        },
        [this](core::Result<core::WrittenBatch> written) {
            if (!written) {
                emit failed(QString::fromStdString(written.error().text()));
                return;
            }
            emit saved(fromPath(written->sheet),
                       written->missing.empty()
                           ? QString()
                           : tr("Not among the genes of any layer: %1")
                                 .arg(QString::fromStdString(core::nameList(written->missing))));
        });
}

QString ExportController::figureName() const
{
    return stem() + QStringLiteral("_maps.pdf");
}

bool ExportController::canSaveReport() const
{
    return m_document->slide() != nullptr && m_document->session() &&
           std::ranges::any_of(m_document->layers(), [this](const OpenLayer& open) {
               return open.kind() == core::LayerKind::Predicted &&
                      open.source == m_document->session()->path();
           });
}

core::ReportInputs ExportController::reportInputs(const ReportChoice& choice) const
{
    core::ReportInputs inputs;
    inputs.session = m_document->session()->path();
    inputs.slide = m_document->slide()->givenPath;
    inputs.baseline = toPath(choice.baseline);
    for (const auto& gene : choice.genes)
        inputs.genes.push_back(gene.toStdString());
    if (const auto* measured = m_document->measured())
        inputs.truth = measured->source;
    return inputs;
}

void ExportController::saveReport(const ReportChoice& choice, const QString& file)
{
    if (!canSaveReport())
        return;
    write(file,
          [inputs = reportInputs(choice)](const std::filesystem::path& out, std::stop_token stop,
                                          const core::ProgressFn& progress) -> core::Result<void> {
              TRY(const auto report, core::sectionReport(inputs, progress, stop));
              TRY_RUN(core::writeReport(report, out, stop));
              return {};
          });
}

QString ExportController::reportName() const
{
    return stem() + QStringLiteral("_report.pdf");
}

template <class Write> void ExportController::write(const QString& file, Write write)
{
    m_jobs.start(
        [out = toPath(file), write = std::move(write)](const core::ProgressFn& progress,
                                                       std::stop_token stop) -> core::Result<std::monostate> {
            TRY_RUN(write(out, stop, progress));
            return std::monostate();
        },
        [this, file](core::Result<std::monostate> written) {
            if (written)
                emit saved(file, {});
            else
                emit failed(QString::fromStdString(written.error().text()));
        });
}

QString ExportController::stem() const
{
    return QFileInfo(m_document->slideName()).completeBaseName();
}

} // namespace transcope::ui
