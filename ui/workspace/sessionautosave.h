#pragma once

#include "ui/document/document.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/workspace.h"

#include <QTimer>

namespace transcope::ui {

/// Writes view and display settings into the session a moment after they change, and brings them back when a
/// session is opened. Writing happens in the background.
class SessionAutosave : public QObject
{
    Q_OBJECT
public:
    SessionAutosave(Document* document, DisplayState* display, Workspace* workspace,
                    QObject* parent = nullptr);
    ~SessionAutosave() override;

signals:
    void failed(const QString& message); ///< said once per session

private:
    void saveSoon();
    void save();
    std::string currentText() const;
    void restore(const QJsonObject& json);

    Document* m_document;
    DisplayState* m_display;
    Workspace* m_workspace;
    QTimer m_timer;
    BackgroundJobs m_writing;
    const core::Session* m_failedSession = nullptr; ///< only compared, never used
};

} // namespace transcope::ui
