#pragma once

#include "ui/document/document.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/workspace.h"

#include <QTimer>
#include <functional>
#include <vector>

namespace transcope::ui {

/// What a session remembers besides views and maps, under a key of its own.
struct SessionPart
{
    QString key;
    std::function<QJsonObject()> toJson;
    std::function<void(const QJsonObject&)> fromJson; ///< what it does not understand changes nothing
};

/// Writes view and display settings into the session a moment after they change, and brings them back when a
/// session is opened. Writing happens in the background.
class SessionAutosave : public QObject
{
    Q_OBJECT
public:
    SessionAutosave(Document* document, DisplayState* display, Workspace* workspace,
                    QObject* parent = nullptr);
    ~SessionAutosave() override;

    /// Whoever a part belongs to outlives this object, and says with saveSoon() that it has changed.
    void add(SessionPart part) { m_parts.push_back(std::move(part)); }
    void saveSoon();

signals:
    void failed(const QString& message); ///< said once per session

private:
    void save();
    std::string currentText() const;
    void restore(const QJsonObject& json);

    Document* m_document;
    DisplayState* m_display;
    Workspace* m_workspace;
    std::vector<SessionPart> m_parts;
    QTimer m_timer;
    BackgroundJobs m_writing;
    const core::Session* m_failedSession = nullptr; ///< only compared, never used
};

} // namespace transcope::ui
