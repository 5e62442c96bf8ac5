#include "ui/document/document.h"

#include "core/base/filewait.h"
#include "core/io/open.h"
#include "core/spots/samespots.h"
#include "ui/document/layerorder.h"
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

/// The last that is neither measured nor a part of a prediction; 0 where there is none.
LayerId lastPrediction(const std::vector<OpenLayer>& layers)
{
    for (auto open = layers.rbegin(); open != layers.rend(); ++open)
        if (open->kind() != core::LayerKind::Measured && open->layer->provenance.part.empty())
            return open->id;
    return 0;
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

void Document::openSession(const QString& path)
{
    m_loadingWhat = QFileInfo(path).fileName();
    m_expressionLoading.cancel();
    m_loading.start([path = toPath(path)](const core::ProgressFn& progress,
                                          std::stop_token stop) { return loadSession(path, progress, stop); },
                    [this](core::Result<RestoredSession> restored) {
                        if (restored)
                            takeSession(std::move(*restored));
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
    for (const OpenLayer& open : m_layers)
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
    for (OpenLayer& open : loaded->layers) {
        open.layer = renamedLayer(*open.layer, freeName(open.layer->name, namesBut(0)));
        m_shown = append(std::move(open));
    }
    m_layerSet.reset();
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
    for (const OpenLayer& open : m_layers)
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

OpenLayer* Document::find(LayerId id)
{
    const auto found = std::ranges::find(m_layers, id, &OpenLayer::id);
    return found == m_layers.end() ? nullptr : &*found;
}

QString Document::layerName(LayerId id) const
{
    const auto* open = layer(id);
    return open != nullptr ? QString::fromStdString(open->layer->name) : QString();
}

LayerId Document::layerNamed(const QString& name) const
{
    const auto found = std::ranges::find_if(
        m_layers, [&](const OpenLayer& open) { return open.layer->name == name.toStdString(); });
    return found != m_layers.end() ? found->id : LayerId(0);
}

const OpenLayer* Document::layer(LayerId id) const
{
    return const_cast<Document*>(this)->find(id); // the same look-up, without the right to change
}

const OpenLayer* Document::measured() const
{
    const auto found = std::ranges::find(m_layers, core::LayerKind::Measured, &OpenLayer::kind);
    return found == m_layers.end() ? nullptr : &*found;
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

std::set<std::string> Document::namesBut(LayerId id) const
{
    std::set<std::string> names;
    for (const OpenLayer& open : m_layers)
        if (open.id != id)
            names.insert(open.layer->name);
    return names;
}

void Document::setKept(LayerId id, const std::string& name)
{
    if (auto* open = find(id))
        open->kept = name;
    else // removed meanwhile
        m_hidden.insert(name);
    emit layersChanged();
}

QJsonObject Document::layerOrder() const
{
    return layerOrderToJson(m_layers, m_hidden);
}

LayerId Document::append(OpenLayer open)
{
    open.id = ++m_lastId;
    const bool isMeasured = open.kind() == core::LayerKind::Measured;
    m_layers.insert(isMeasured ? m_layers.begin() : m_layers.end(), std::move(open));
    return m_lastId;
}

void Document::renameLayer(LayerId id, const QString& name)
{
    auto* open = find(id);
    if (open == nullptr)
        return;
    open->layer = renamedLayer(*open->layer, freeName(name.trimmed().toStdString(), namesBut(id)));
    m_layerSet.reset();
    emit layersChanged();
}

void Document::stateNormalisation(LayerId id, core::Normalisation normalisation)
{
    auto* open = find(id);
    if (open == nullptr || open->kind() != core::LayerKind::Imported)
        return;
    core::Layer stated = *open->layer;
    stated.provenance.normalisation = normalisation;
    open->layer = std::make_shared<const core::Layer>(std::move(stated));
    if (!open->kept.empty())
        m_hidden.insert(std::exchange(open->kept, {}));
    m_layerSet.reset();
    if (id == m_shown)
        emit predictionChanged();
    emit layersChanged();
}

void Document::removeLayer(LayerId id)
{
    const auto* open = find(id);
    if (open == nullptr)
        return;
    if (id == m_growingId)
        m_growing.reset();
    const bool wasMeasured = open->kind() == core::LayerKind::Measured, wasShown = id == m_shown;
    if (!open->kept.empty())
        m_hidden.insert(open->kept);
    std::erase_if(m_layers, [id](const OpenLayer& other) { return other.id == id; });
    m_layerSet.reset();
    if (wasShown)
        m_shown = lastPrediction(m_layers);
    if (wasMeasured)
        emit measuredChanged();
    if (wasShown)
        emit predictionChanged();
    emit layersChanged();
}

void Document::restoreLayer(const OpenLayer& open, int position)
{
    const bool isMeasured = open.kind() == core::LayerKind::Measured;
    if (find(open.id) != nullptr || (isMeasured && measured() != nullptr))
        return;
    const int first = measured() != nullptr ? 1 : 0;
    const int place = isMeasured ? 0 : std::clamp(position, first, static_cast<int>(m_layers.size()));
    const auto restored = m_layers.insert(m_layers.begin() + place, open);
    m_hidden.erase(open.kept);
    restored->layer = renamedLayer(*open.layer, freeName(open.layer->name, namesBut(open.id)));
    m_layerSet.reset();
    if (isMeasured)
        emit measuredChanged();
    else if (m_shown == 0)
        showLayer(open.id);
    emit layersChanged();
}

void Document::moveLayer(LayerId id, int position)
{
    const auto from = std::ranges::find(m_layers, id, &OpenLayer::id);
    const int first = measured() != nullptr ? 1 : 0, last = static_cast<int>(m_layers.size()) - 1;
    if (from == m_layers.end() || from->kind() == core::LayerKind::Measured)
        return;
    const auto to = m_layers.begin() + std::clamp(position, first, last);
    if (from < to)
        std::rotate(from, from + 1, to + 1);
    else
        std::rotate(to, from, from + 1);
    m_layerSet.reset();
    emit layersChanged();
}

core::MapInput Document::mapInput(const OpenLayer& painted) const
{
    if (!m_layerSet) {
        const auto set = std::make_shared<core::LayerSet>();
        for (const OpenLayer& open : m_layers)
            set->add(open.layer, open.isCounts);
        m_layerSet = set;
    }
    const auto* measured = this->measured();
    // Counts have no normalisation of their own: they are shown as the prediction that is spoken of.
    const bool isPrediction = painted.kind() != core::LayerKind::Measured && !painted.isCounts;
    const auto* shown = isPrediction ? &painted : prediction();
    return {m_layerSet, painted.layer, measured != nullptr ? measured->layer : nullptr,
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
    m_growingId = replaceOrAppend(std::move(open));
    m_shown = m_growingId;
    m_layerSet.reset();
    setSession(std::move(session));
    emit predictionChanged();
    emit layersChanged();
}

/// A layer that was there keeps its number, its place and what a person called it.
LayerId Document::replaceOrAppend(OpenLayer open)
{
    m_hidden.erase(open.kept);
    const auto earlier = std::ranges::find_if(m_layers, [&](const OpenLayer& other) {
        return other.source == open.source &&
               (open.kept.empty() ? other.layer->name == open.layer->name : other.kept == open.kept);
    });
    if (earlier == m_layers.end()) {
        open.layer = renamedLayer(*open.layer, freeName(open.layer->name, namesBut(0)));
        return append(std::move(open));
    }
    open.id = earlier->id;
    open.layer = renamedLayer(*open.layer, earlier->layer->name);
    *earlier = std::move(open);
    return earlier->id;
}

void Document::takeParts(core::RunId run, std::vector<OpenLayer> parts)
{
    if (!m_growing || m_growing->run() != run)
        return;
    for (OpenLayer& part : parts)
        replaceOrAppend(std::move(part));
    m_layerSet.reset();
    emit layersChanged();
}

bool Document::addRows(const core::RunRows& rows)
{
    if (!m_growing || !m_growing->take(rows))
        return false;
    auto* open = find(m_growingId);
    open->rowsPresent = m_growing->rowsPresent();
    if (m_layerSet)
        m_layerSet->forget(open->layer.get());
    emit predictionRowsAdded();
    return true;
}

void Document::endRun(core::RunId run)
{
    if (!m_growing || m_growing->run() != run)
        return;
    auto* open = find(m_growingId);
    auto ended = *open->layer;
    ended.padded = m_growing->padded();
    open->layer = std::make_shared<const core::Layer>(std::move(ended));
    m_layerSet.reset();
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
    std::erase_if(m_layers, [](const OpenLayer& other) { return other.kind() == core::LayerKind::Measured; });
    append(std::move(expression.measured));
    m_layerSet.reset();
    emit measuredChanged();
    emit layersChanged();
    say(expression.notes);
}

void Document::takeSession(RestoredSession restored)
{
    clearSection();
    m_slide = std::move(restored.slide);
    m_warnings = std::move(restored.warnings);
    emit slideChanged();
    const auto display = QJsonDocument::fromJson(QByteArray::fromStdString(restored.display)).object();
    m_hidden = applyLayerOrder(restored.layers, display.value(LayersKey).toObject());
    for (OpenLayer& open : restored.layers)
        append(std::move(open));
    m_shown = lastPrediction(m_layers);
    setSession(restored.session);
    if (measured() != nullptr)
        emit measuredChanged();
    if (m_shown != 0)
        emit predictionChanged();
    emit layersChanged();
    if (!display.isEmpty())
        emit displayRestored(display);
    std::error_code ignored; // what cannot be looked at is not there
    const bool isThere = std::filesystem::exists(restored.expressionPath, ignored);
    if (!restored.expressionPath.empty() && (isThere || measured() == nullptr))
        openExpression(QString::fromStdString(restored.expressionPath));
}

void Document::clearSection()
{
    m_layers.clear();
    m_hidden.clear();
    m_warnings.clear();
    m_shown = 0;
    m_growing.reset();
    m_session.reset();
    m_layerSet.reset();
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
