#pragma once

#include "ui/document/document.h"
#include "ui/run/runqueue.h"

namespace transcope::ui {
class MessageBar;
}

namespace transcope::app {

/// What predictions have to say in the window's row of messages, with what can be done about it.
class RunNotices : public QObject
{
    Q_OBJECT
public:
    /// All outlive the notices.
    RunNotices(ui::Document* document, ui::RunController* run, ui::RunQueue* queue, ui::MessageBar* messages,
               QObject* parent);

private:
    /// Says so where weights trained on synthetic sections look at tissue.
    void warnUnlessSynthetic();
    void sayWarnings(const std::vector<core::RunWarning>& warnings);
    void offerWaiting(int count);
    void askForTrust(const QString& name, const QString& hash);
    void sayWorkerDied(const QString& reason);

    ui::Document* m_document;
    ui::RunController* m_run;
    ui::RunQueue* m_queue;
    ui::MessageBar* m_messages;
};

} // namespace transcope::app
