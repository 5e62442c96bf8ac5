#include "ui/document/document.h"

#include "core/base/filewait.h"
#include "core/io/open.h"
#include "core/spots/samespots.h"
#include "ui/document/paths.h"
#include "ui/document/sessiontext.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <algorithm>

namespace transcope::ui {

namespace {

bool hasSuffix(const QString& path, std::initializer_list<const char*> suffixes)
{
    return std::ranges::any_of(suffixes, [&](const char* suffix) {
        return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive);
    });
}

bool looksLikeExpression(const QString& path)
{
    return hasSuffix(path, {".h5ad", ".h5", ".tsv", ".tsv.gz", ".csv", ".csv.gz", ".txt", ".mtx", ".mtx.gz",
                            ".parquet", ".zarr", ".zarr.zip"});
}

/// The measured expression to open after a session: the one asked for, or the one that it remembers by its
/// path.
QString expressionAfter(const RestoredSession& restored, const QString& wanted)
{
    if (!wanted.isEmpty())
        return wanted;
    const bool hasMeasured =
        std::ranges::count(restored.layers, core::LayerKind::Measured, &OpenLayer::kind) > 0;
    std::error_code ignored; // what cannot be looked at is not there
    const bool isThere = std::filesystem::exists(restored.expressionPath, ignored);
    return isThere || !hasMeasured ? QString::fromStdString(restored.expressionPath) : QString();
}

} // namespace

Document::Document(QObject* parent) : QObject(parent)
{
    connect(&m_loading, &BackgroundJobs::busyChanged, this, &Document::loadingChanged);
    connect(&m_expressionLoading, &BackgroundJobs::busyChanged, this, &Document::loadingChanged);
    connect(&m_importing, &BackgroundJobs::busyChanged, this, &Document::loadingChanged);
    connect(&m_importing, &BackgroundJobs::progressed, this,
            [this](const core::Progress& progress) { emit loadingProgressed(m_importedWhat, progress); });
    connect(&m_loading, &BackgroundJobs::progressed, this,
            [this](const core::Progress& progress) { emit loadingProgressed(m_loadingWhat, progress); });
}

Document::~Document()
{
    // The jobs' ends must not reach listeners that are going down with the window.
    blockSignals(true);
}

void Document::open(const QString& path)
{
    if (hasSuffix(path, {".transcope"}))
        openSession(path);
    else if (hasSuffix(path, {".safetensors"}))
        emit weightsOpened(path);
    else if (hasSuffix(path, {".geojson", ".geojson.gz"}))
        emit regionsOpened(path);
    else if (looksLikeExpression(path))
        openExpression(path);
    else
        openSlideOrFolder(path);
}

/// Whether it is a folder is asked on a job: where a network hangs, even that gets no answer.
void Document::openSlideOrFolder(const QString& path)
{
    m_loadingWhat = QFileInfo(path).fileName();
    m_loading.start(
        [path = toPath(path)](const core::ProgressFn&, std::stop_token) -> core::Result<bool> {
            const core::FileWait wait(path);
            std::error_code isNone; // what cannot be looked at is told by opening it
            return std::filesystem::is_directory(path, isNone);
        },
        [this, path](const core::Result<bool>& isFolder) {
            isFolder.value_or(false) ? openExpression(path) : openSlide(path);
        });
}

void Document::openSlide(const QString& path, const QString& expression)
{
    m_loadingWhat = QFileInfo(path).fileName();
    m_expressionLoading.cancel();
    m_loading.start(
        [path = toPath(path)](const core::ProgressFn& progress, std::stop_token stop) {
            return core::openGivenSlide(path, progress, stop);
        },
        [this, expression](core::Result<OpenedSlide> slide) {
            if (slide)
                takeSlide(std::move(*slide), expression);
            else
                sayFailed(slide.error());
        });
}

void Document::openExpression(const QString& path)
{
    m_expressionWhat = QFileInfo(path).fileName();
    m_expressionLoading.start(
        [path = toPath(path)](const core::ProgressFn&, std::stop_token stop) {
            return loadExpression(path, stop);
        },
        [this](core::Result<LoadedExpression> expression) {
            if (expression)
                takeExpression(std::move(*expression));
            else
                sayFailed(expression.error());
        });
}

void Document::openSession(const QString& path, const QString& expression)
{
    m_loadingWhat = QFileInfo(path).fileName();
    m_expressionLoading.cancel();
    m_loading.start([path = toPath(path)](const core::ProgressFn& progress,
                                          std::stop_token stop) { return loadSession(path, progress, stop); },
                    [this, expression](core::Result<RestoredSession> restored) {
                        if (restored)
                            takeSession(std::move(*restored), expression);
                        else
                            sayFailed(restored.error());
                    });
}

void Document::importLayers(const QString& path)
{
    if (!m_slide) {
        emit failed(tr("Open the slide first: layers are matched with its spots."));
        return;
    }
    std::vector<std::shared_ptr<const core::SpotTable>> tables;
    for (const OpenLayer& open : m_layers.all())
        tables.push_back(open.layer->spots);
    m_importedWhat = QFileInfo(path).fileName();
    m_importing.start(
        [path = toPath(path), tables, size = m_slide->slide->sizeLevel0Px()](
            const core::ProgressFn&, std::stop_token) { return loadLayers(path, tables, size); },
        [this](core::Result<LoadedLayers> loaded) { takeImported(std::move(loaded)); });
}

void Document::takeImported(core::Result<LoadedLayers> loaded)
{
    if (!loaded) {
        sayFailed(loaded.error());
        return;
    }
    for (OpenLayer& open : loaded->layers)
        m_shown = m_layers.add(std::move(open));
    emit predictionChanged();
    emit layersChanged();
    say(loaded->notes);
}

bool Document::canAddBaselines() const
{
    return m_slide && measured() != nullptr && prediction() != nullptr &&
           prediction()->layer->provenance.normalisation != core::Normalisation::NotStated;
}

void Document::addBaselines(const QString& folder)
{
    if (!canAddBaselines())
        return;
    const core::Layer& beside = *prediction()->layer;
    m_importedWhat = QFileInfo(folder).fileName();
    m_importing.start([inputs = BaselineInputs{measured()->source, m_slide->givenPath, toPath(folder),
                                               beside.genes, beside.provenance.normalisation}](
                          const core::ProgressFn& progress,
                          std::stop_token stop) { return loadBaselines(inputs, progress, stop); },
                      [this, shown = m_shown](core::Result<LoadedLayers> loaded) {
                          takeImported(std::move(loaded));
                          showLayer(shown); // what the baselines stand beside is still what is spoken of
                      });
}

QString Document::loadingWhat() const
{
    return m_loading.isBusy()             ? m_loadingWhat
           : m_expressionLoading.isBusy() ? m_expressionWhat
           : m_importing.isBusy()         ? m_importedWhat
                                          : QString();
}

void Document::cancelLoading()
{
    m_importing.cancel();
    m_loading.cancel();
    m_expressionLoading.cancel();
}

QString Document::slideName() const
{
    return m_slide ? fromPath(m_slide->givenPath.filename()) : QString();
}

core::Scale Document::scale() const
{
    std::optional<double> platform;
    for (const OpenLayer& open : m_layers.all())
        if (!platform)
            platform = open.layer->spots->umPerPx;
    return core::scaleOf(m_session ? m_session->slide().umPerPx : std::nullopt,
                         m_slide ? m_slide->slide->umPerPx() : std::nullopt, platform);
}

std::shared_ptr<const core::SpotTable> Document::sessionSpots() const
{
    if (!m_session)
        return nullptr;
    const auto* shown = prediction();
    if (shown != nullptr && shown->source == m_session->path())
        return shown->layer->spots;
    return m_session->spots().size() > 0 ? std::make_shared<const core::SpotTable>(m_session->spots())
                                         : nullptr;
}

QString Document::layerName(LayerId id) const
{
    const auto* open = layer(id);
    return open != nullptr ? QString::fromStdString(open->layer->name) : QString();
}

void Document::showLayer(LayerId id)
{
    const auto* open = layer(id);
    if (open == nullptr || id == m_shown || open->kind() == core::LayerKind::Measured)
        return;
    m_shown = id;
    emit predictionChanged();
    emit layersChanged();
}

void Document::setKept(LayerId id, const std::string& name)
{
    m_layers.setKept(id, name);
    emit layersChanged();
}

void Document::renameLayer(LayerId id, const QString& name)
{
    if (m_layers.rename(id, name.trimmed().toStdString()))
        emit layersChanged();
}

void Document::stateNormalisation(LayerId id, core::Normalisation normalisation)
{
    if (!m_layers.stateNormalisation(id, normalisation))
        return;
    if (id == m_shown)
        emit predictionChanged();
    emit layersChanged();
}

void Document::removeLayer(LayerId id)
{
    const bool wasMeasured = measured() != nullptr && measured()->id == id, wasShown = id == m_shown;
    if (!m_layers.remove(id))
        return;
    if (id == m_growingId)
        m_growing.reset();
    if (wasShown)
        m_shown = m_layers.lastPrediction();
    if (wasMeasured)
        emit measuredChanged();
    if (wasShown)
        emit predictionChanged();
    emit layersChanged();
}

void Document::restoreLayer(const OpenLayer& open, int position)
{
    if (!m_layers.restore(open, position))
        return;
    if (open.kind() == core::LayerKind::Measured)
        emit measuredChanged();
    else if (m_shown == 0)
        showLayer(open.id);
    emit layersChanged();
}

void Document::moveLayer(LayerId id, int position)
{
    if (m_layers.move(id, position))
        emit layersChanged();
}

core::MapInput Document::mapInput(const OpenLayer& painted) const
{
    const auto* measured = this->measured();
    // Counts have no normalisation of their own: they are shown as the prediction that is spoken of.
    const bool isPrediction = painted.kind() != core::LayerKind::Measured && !painted.isCounts;
    const auto* shown = isPrediction ? &painted : prediction();
    return {m_layers.set(), painted.layer, measured != nullptr ? measured->layer : nullptr,
            shown != nullptr ? shown->layer : nullptr};
}

void Document::startLayer(core::RunId run, std::shared_ptr<core::Session> session, core::Layer layer)
{
    auto growing = GrowingLayer::begin(run, layer);
    if (!growing)
        return sayFailed(growing.error());
    m_growing = std::move(*growing);
    OpenLayer open{0,
                   std::make_shared<const core::Layer>(std::move(layer)),
                   session ? session->path() : std::filesystem::path(),
                   false,
                   m_growing->rowsPresent(),
                   {}};
    if (session)
        open.kept = open.layer->name;
    m_growingId = m_layers.replaceOrAdd(std::move(open));
    m_shown = m_growingId;
    setSession(std::move(session));
    emit predictionChanged();
    emit layersChanged();
}

void Document::takeParts(core::RunId run, std::vector<OpenLayer> parts)
{
    if (!m_growing || m_growing->run() != run)
        return;
    for (OpenLayer& part : parts)
        m_layers.replaceOrAdd(std::move(part));
    emit layersChanged();
}

bool Document::addRows(const core::RunRows& rows)
{
    if (!m_growing || !m_growing->take(rows))
        return false;
    m_layers.find(m_growingId)->rowsPresent = m_growing->rowsPresent();
    m_layers.forgetDerived(m_growingId);
    emit predictionRowsAdded();
    return true;
}

void Document::endRun(core::RunId run)
{
    if (!m_growing || m_growing->run() != run)
        return;
    m_layers.setPadded(m_growingId, m_growing->padded());
    emit layersChanged();
}

bool Document::isPadded(const OpenLayer& open, std::size_t spot) const
{
    const auto& padded = m_growing && m_growingId == open.id ? m_growing->padded() : open.layer->padded;
    return spot < padded.size() && padded[spot] != 0;
}

void Document::keepIn(std::shared_ptr<core::Session> session)
{
    if (m_slide && !m_session)
        setSession(std::move(session));
}

void Document::setSession(std::shared_ptr<core::Session> session)
{
    if (m_session == session)
        return;
    m_session = std::move(session);
    emit sessionChanged();
}

void Document::takeSlide(OpenedSlide slide, const QString& expression)
{
    clearSection();
    m_slide = std::move(slide);
    emit slideChanged();
    if (!expression.isEmpty())
        openExpression(expression);
    else if (const auto beside = expressionBeside(m_slide->givenPath))
        openExpression(fromPath(*beside));
}

void Document::takeExpression(LoadedExpression expression)
{
    if (!m_slide) {
        if (expression.image)
            openSlide(fromPath(*expression.image), fromPath(expression.measured.source));
        else
            emit failed(tr("%1 was read, but no picture lies beside it. Open the slide first.")
                            .arg(fromPath(expression.measured.source)));
        return;
    }
    if (const auto fits = checkSpotsFit(expression.measured, m_slide->slide->sizeLevel0Px()); !fits) {
        sayFailed(fits.error());
        return;
    }
    m_layers.add(std::move(expression.measured));
    emit measuredChanged();
    emit layersChanged();
    say(expression.notes);
}

void Document::takeSession(RestoredSession restored, const QString& expression)
{
    const QString measuredFile = expressionAfter(restored, expression);
    clearSection();
    m_slide = std::move(restored.slide);
    m_warnings = std::move(restored.warnings);
    emit slideChanged();
    const auto display = QJsonDocument::fromJson(QByteArray::fromStdString(restored.display)).object();
    m_layers.takeSession(std::move(restored.layers), display.value(LayersKey).toObject());
    m_shown = m_layers.lastPrediction();
    setSession(restored.session);
    if (measured() != nullptr)
        emit measuredChanged();
    if (m_shown != 0)
        emit predictionChanged();
    emit layersChanged();
    if (!display.isEmpty())
        emit displayRestored(display);
    if (!measuredFile.isEmpty())
        openExpression(measuredFile);
}

void Document::clearSection()
{
    m_layers.clear();
    m_warnings.clear();
    m_shown = 0;
    m_growing.reset();
    m_session.reset();
    m_importing.cancel();
}

void Document::say(const std::vector<std::string>& notes)
{
    QStringList lines;
    for (const auto& note : notes)
        lines << QString::fromStdString(note.ends_with('.') ? note : note + '.');
    if (!lines.isEmpty())
        emit noticed(lines.join(QLatin1Char(' ')));
}

void Document::sayFailed(const core::Error& error)
{
    if (error.code != core::ErrorCode::Cancelled)
        emit failed(QString::fromStdString(error.text()));
}

} // namespace transcope::ui
