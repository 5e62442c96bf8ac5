#include "ui/document/document.h"

#include "core/io/open.h"
#include "ui/document/paths.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <algorithm>
#include <cmath>

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
    return QFileInfo(path).isDir() ||
           hasSuffix(path, {".h5ad", ".h5", ".tsv", ".tsv.gz", ".csv", ".csv.gz", ".txt", ".mtx", ".mtx.gz"});
}

/// Tells which rows are there; no row of a layer without genes is.
std::vector<float> firstGene(const core::Expression& values)
{
    const std::vector<float> unknown(values.spots(), NAN);
    return values.genes() > 0 ? values.gene(0).value_or(unknown) : unknown;
}

} // namespace

Document::Document(QObject* parent) : QObject(parent)
{
    connect(&m_loading, &BackgroundJobs::busyChanged, this, &Document::loadingChanged);
    connect(&m_expressionLoading, &BackgroundJobs::busyChanged, this, &Document::loadingChanged);
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
    else if (looksLikeExpression(path))
        openExpression(path);
    else
        openSlide(path);
}

void Document::openSlide(const QString& path, const QString& expression)
{
    m_loadingWhat = QFileInfo(path).fileName();
    m_expressionLoading.cancel();
    m_loading.start([path = toPath(path)](const core::ProgressFn& progress,
                                          std::stop_token stop) { return loadSlide(path, progress, stop); },
                    [this, expression](core::Result<OpenedSlide> slide) {
                        if (slide)
                            takeSlide(std::move(*slide), expression);
                        else
                            sayFailed(slide.error());
                    });
}

void Document::openExpression(const QString& path)
{
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

void Document::cancelLoading()
{
    m_loading.cancel();
    m_expressionLoading.cancel();
}

QString Document::slideName() const
{
    return m_slide ? fromPath(m_slide->givenPath.filename()) : QString();
}

std::optional<double> Document::umPerPx() const
{
    if (m_slide && m_slide->slide->umPerPx())
        return m_slide->slide->umPerPx();
    if (m_measured && m_measured->spots->umPerPx)
        return m_measured->spots->umPerPx;
    return m_prediction ? m_prediction->spots->umPerPx : std::nullopt;
}

const Comparison* Document::comparison() const
{
    if (!m_measured || !m_prediction || !sameSpots(*m_measured->spots, *m_prediction->spots))
        return nullptr;
    if (!m_comparison)
        if (auto made = compareWith(*m_measured, m_prediction->layer))
            m_comparison = std::move(*made);
    return m_comparison ? &*m_comparison : nullptr;
}

void Document::startPrediction(std::shared_ptr<core::Session> session,
                               std::shared_ptr<const core::SpotTable> spots, core::Layer layer)
{
    auto values = core::columnsOf(*layer.values);
    if (!values)
        return sayFailed(values.error());
    m_session = std::move(session);
    const auto shared = std::make_shared<core::DenseExpression>(std::move(*values));
    layer.values = shared;
    layer.padded.resize(shared->spots());
    m_prediction = std::make_unique<Prediction>(Prediction{std::move(spots), std::move(layer), shared, 0});
    m_prediction->rowsPresent =
        std::ranges::count_if(firstGene(*shared), [](float v) { return !std::isnan(v); });
    m_comparison.reset();
    emit predictionChanged();
}

void Document::addRows(std::span<const int> spots, std::span<const float> rows,
                       std::span<const std::uint8_t> padded)
{
    if (!m_prediction)
        return;
    const auto before = firstGene(*m_prediction->values);
    for (std::size_t row = 0; row < spots.size(); ++row) {
        const auto spot = static_cast<std::size_t>(spots[row]);
        if (std::isnan(before[spot]))
            ++m_prediction->rowsPresent;
        m_prediction->layer.padded[spot] = padded[row];
    }
    m_prediction->values->write(spots, rows);
    m_comparison.reset();
    emit predictionRowsAdded();
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
            openSlide(fromPath(*expression.image), fromPath(expression.measured->source));
        else
            emit failed(tr("%1 was read, but no picture lies beside it. Open the slide first.")
                            .arg(fromPath(expression.measured->source)));
        return;
    }
    if (const auto fits = checkSpotsFit(*expression.measured, m_slide->slide->sizeLevel0Px()); !fits) {
        sayFailed(fits.error());
        return;
    }
    m_measured = std::move(expression.measured);
    m_comparison.reset();
    emit measuredChanged();
    QStringList notes;
    for (const auto& note : expression.notes)
        notes << QString::fromStdString(note);
    if (!notes.isEmpty())
        emit noticed(notes.join(QLatin1Char(' ')));
}

void Document::takeSession(RestoredSession restored)
{
    clearSection();
    m_slide = std::move(restored.slide);
    emit slideChanged();
    m_measured = std::move(restored.measured);
    if (m_measured)
        emit measuredChanged();
    m_session = restored.session;
    if (restored.predicted)
        startPrediction(restored.session, restored.spots, std::move(*restored.predicted));
    const auto display = QJsonDocument::fromJson(QByteArray::fromStdString(restored.display));
    if (display.isObject())
        emit displayRestored(display.object());
    if (!m_measured && !restored.expressionPath.empty())
        openExpression(QString::fromStdString(restored.expressionPath));
}

void Document::clearSection()
{
    m_measured.reset();
    m_prediction.reset();
    m_session.reset();
    m_comparison.reset();
}

void Document::sayFailed(const core::Error& error)
{
    if (error.code != core::ErrorCode::Cancelled)
        emit failed(QString::fromStdString(error.text()));
}

} // namespace transcope::ui
