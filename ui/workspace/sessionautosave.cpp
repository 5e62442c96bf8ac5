#include "ui/workspace/sessionautosave.h"

#include "core/base/try.h"
#include "ui/document/sessiontext.h"

#include <QJsonDocument>
#include <variant>

namespace transcope::ui {

namespace {

constexpr int SaveMilliseconds = 700;
const QString DisplayKey = QStringLiteral("display");
const QString ViewKey = QStringLiteral("view");
const QString RotationKey = QStringLiteral("rotation");

QJsonObject toJson(const ViewState& view)
{
    return {{QStringLiteral("x"), view.centreLevel0Px.x()},
            {QStringLiteral("y"), view.centreLevel0Px.y()},
            {QStringLiteral("zoom"), view.screenPxPerSlidePx},
            {RotationKey, view.rotationDegrees}};
}

double rotationFrom(const QJsonObject& json)
{
    return json.value(RotationKey).toDouble();
}

std::optional<ViewState> viewFrom(const QJsonObject& json)
{
    ViewState view;
    view.centreLevel0Px = {json.value(QStringLiteral("x")).toDouble(),
                           json.value(QStringLiteral("y")).toDouble()};
    view.screenPxPerSlidePx = json.value(QStringLiteral("zoom")).toDouble();
    view.rotationDegrees = rotationFrom(json);
    return view.screenPxPerSlidePx > 0 ? std::optional(view) : std::nullopt;
}

core::Result<std::monostate> writeText(core::Session& session, const std::string& text)
{
    TRY_RUN(session.setText(DisplayTextKey, text));
    return std::monostate();
}

} // namespace

SessionAutosave::SessionAutosave(Document* document, DisplayState* display, Workspace* workspace,
                                 QObject* parent)
    : QObject(parent), m_document(document), m_display(display), m_workspace(workspace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SessionAutosave::save);
    connect(display, &DisplayState::changed, this, &SessionAutosave::saveSoon);
    connect(workspace, &Workspace::viewChanged, this, &SessionAutosave::saveSoon);
    connect(document, &Document::layersChanged, this, &SessionAutosave::saveSoon);
    connect(document, &Document::slideChanged, this, [this] { m_timer.stop(); });
    connect(document, &Document::displayRestored, this, &SessionAutosave::restore);
}

SessionAutosave::~SessionAutosave()
{
    // What changed within the last moment before closing; small enough to write at once.
    if (m_timer.isActive() && m_document->session()) {
        m_writing.cancel();
        (void)writeText(*m_document->session(), currentText()); // nobody is left to tell
    }
}

void SessionAutosave::saveSoon()
{
    if (m_document->session() && !m_timer.isActive())
        m_timer.start(SaveMilliseconds);
}

void SessionAutosave::save()
{
    const auto session = m_document->session();
    if (!session)
        return;
    if (m_writing.isBusy()) { // writes must not overtake each other
        m_timer.start(SaveMilliseconds);
        return;
    }
    m_writing.start([session, text = currentText()](const core::ProgressFn&,
                                                    std::stop_token) { return writeText(*session, text); },
                    [this, session](core::Result<std::monostate> written) {
                        if (written || m_failedSession == session.get())
                            return;
                        m_failedSession = session.get();
                        emit failed(QString::fromStdString(written.error().text()));
                    });
}

std::string SessionAutosave::currentText() const
{
    const auto nameOf = [this](LayerId id) { return m_document->layerName(id); };
    QJsonObject json{{DisplayKey, m_display->toJson(nameOf)}, {LayersKey, m_document->layerOrder()}};
    const auto view = m_workspace->currentView()->view();
    // Where nobody went anywhere, tissue and spots are fitted again, whatever the window's size is then.
    if (!m_workspace->currentView()->isFitted())
        json.insert(ViewKey, toJson(view));
    else if (view.rotationDegrees != 0)
        json.insert(ViewKey, QJsonObject{{RotationKey, view.rotationDegrees}});
    for (const auto& part : m_parts)
        json.insert(part.key, part.toJson());
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

void SessionAutosave::restore(const QJsonObject& json)
{
    const auto idOf = [this](const QString& name) { return m_document->layerNamed(name); };
    m_display->fromJson(json.value(DisplayKey).toObject(), idOf);
    const auto place = json.value(ViewKey).toObject();
    if (const auto view = viewFrom(place))
        m_workspace->setView(*view);
    else
        m_workspace->turnTo(rotationFrom(place));
    for (const auto& part : m_parts)
        part.fromJson(json.value(part.key).toObject());
}

} // namespace transcope::ui
