#pragma once

#include "app/gui/mainwindowactions.h"
#include "ui/document/appsettings.h"
#include "ui/document/eventlog.h"

namespace transcope::app {

/// What the menu Help does: the list of commands, the guide, the log, the report of a problem, and what this
/// program is.
class HelpCommands : public QObject
{
    Q_OBJECT
public:
    /// All outlive this object.
    HelpCommands(const MainWindowActions& actions, const ui::AppSettings* settings, const ui::EventLog* log,
                 QWidget* window);

    void openGuide();
    void openLog();
    /// What the last prediction ran on, in words.
    void setDevice(const QString& device) { m_device = device; }

private:
    void openReport();
    void tellAbout();

    const ui::AppSettings* m_settings;
    const ui::EventLog* m_log;
    QWidget* m_window;
    QString m_device;
};

} // namespace transcope::app
