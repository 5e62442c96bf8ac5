#include "ui/run/runqueue.h"

#include "core/region/regionfile.h"
#include "ui/document/paths.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <utility>

namespace transcope::ui {

namespace {

/// As GeoJSON; empty where all of the slide is meant.
QString withinText(const RunChoice& choice)
{
    return choice.within.empty()
               ? QString()
               : QString::fromStdString(core::toGeoJson({core::Region{{}, {}, {}, choice.within}}));
}

void readWithin(RunChoice& choice, const QString& text)
{
    if (text.isEmpty())
        return;
    const auto file = core::regionsFromGeoJson(text.toStdString(), "settings");
    if (file && !file->regions.empty())
        choice.within = file->regions.front().polygons;
}

// Trust is not remembered here: what is trusted is known by its hash alone, and a file may have changed
// since.
QString toText(const RunChoice& choice)
{
    const QJsonObject object{{QStringLiteral("weights"), choice.weights},
                             {QStringLiteral("worker"), choice.worker},
                             {QStringLiteral("spots"), static_cast<int>(choice.spots)},
                             {QStringLiteral("gridPitch"), choice.gridPitch},
                             {QStringLiteral("spotFile"), choice.spotFile},
                             {QStringLiteral("within"), withinText(choice)},
                             {QStringLiteral("device"), choice.device},
                             {QStringLiteral("precision"), choice.precision},
                             {QStringLiteral("views"), choice.views},
                             {QStringLiteral("splitLevels"), choice.splitLevels},
                             {QStringLiteral("session"), choice.session}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

RunChoice fromText(const QString& text)
{
    const auto object = QJsonDocument::fromJson(text.toUtf8()).object();
    const auto word = [&](const char* key) { return object.value(QLatin1String(key)).toString(); };
    RunChoice choice;
    choice.weights = word("weights");
    choice.worker = word("worker");
    const int spots = object.value(QLatin1String("spots")).toInt();
    if (spots >= 0 && spots <= static_cast<int>(RunChoice::Spots::Dense))
        choice.spots = static_cast<RunChoice::Spots>(spots);
    choice.gridPitch = word("gridPitch");
    choice.spotFile = word("spotFile");
    readWithin(choice, word("within"));
    choice.device = word("device");
    choice.precision = word("precision");
    choice.views = object.value(QLatin1String("views")).toInt(1);
    choice.splitLevels = object.value(QLatin1String("splitLevels")).toBool();
    choice.session = word("session");
    return choice;
}

} // namespace

QString nameOf(const RunChoice& choice)
{
    const QString name =
        choice.worker.isEmpty() ? QFileInfo(choice.weights).completeBaseName() : choice.worker;
    return choice.spots == RunChoice::Spots::Dense
               ? RunQueue::tr("%1, dense %2 µm").arg(name, choice.gridPitch)
               : name;
}

RunQueue::RunQueue(Document* document, RunController* run, AppSettings* settings, QObject* parent)
    : QObject(parent), m_document(document), m_run(run), m_settings(settings)
{
    connect(document, &Document::slideChanged, this, &RunQueue::takeSlide);
    connect(run, &RunController::stateChanged, this, [this] {
        if (m_slide != openSlide() || !m_run->isActive())
            return;
        m_begun = m_run->choice();
        remember();
    });
    const auto ended = [this] {
        if (m_slide != openSlide()) // it ended because another slide was opened, and is not done
            return;
        m_begun.reset();
        remember();
        startNextSoon();
    };
    connect(run, &RunController::finished, this, ended);
    connect(run, &RunController::failed, this, ended);
    connect(run, &RunController::cancelled, this, ended);
}

void RunQueue::add(const RunChoice& choice)
{
    m_waiting.push_back(choice);
    remember();
    if (!isBusy())
        startNext();
    emit changed();
}

void RunQueue::remove(int place)
{
    m_waiting.erase(m_waiting.begin() + place);
    remember();
    emit changed();
}

void RunQueue::takeUp()
{
    for (const auto& choice : std::exchange(m_left, {}))
        add(choice);
}

void RunQueue::startNext()
{
    if (m_waiting.empty() || m_run->isActive())
        return;
    const RunChoice next = m_waiting.front();
    m_waiting.erase(m_waiting.begin());
    m_run->start(next);
    emit changed();
}

/// Who hears of a run's end hears of it before the next begins.
void RunQueue::startNextSoon()
{
    if (m_waiting.empty() || std::exchange(m_next, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_next = false;
            startNext();
        },
        Qt::QueuedConnection);
}

void RunQueue::remember()
{
    if (m_slide.isEmpty())
        return;
    QStringList texts;
    if (m_begun)
        texts << toText(*m_begun);
    for (const auto& choices : {m_waiting, m_left})
        for (const auto& choice : choices)
            texts << toText(choice);
    m_settings->setWaitingRuns(m_slide, texts);
}

/// Its path; empty where none is open.
QString RunQueue::openSlide() const
{
    const auto* slide = m_document->slide();
    return slide != nullptr ? QFileInfo(fromPath(slide->givenPath)).absoluteFilePath() : QString();
}

void RunQueue::takeSlide()
{
    m_waiting.clear(); // what the last slide was left with stays remembered
    m_left.clear();
    m_begun.reset();
    m_slide = openSlide();
    if (!m_slide.isEmpty()) {
        for (const auto& text : m_settings->waitingRuns(m_slide))
            m_left.push_back(fromText(text));
    }
    emit changed();
    if (!m_left.empty())
        emit offered(static_cast<int>(m_left.size()));
}

} // namespace transcope::ui
