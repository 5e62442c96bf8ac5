#pragma once

#include "app/gui/mainwindowactions.h"
#include "ui/document/appsettings.h"
#include "ui/run/sessionmaker.h"
#include "ui/workspace/regioncontroller.h"

namespace transcope::ui {
class MessageBar;
}

namespace transcope::app {

/// The window's commands for regions, and undoing what was done. Makes a session when there are regions to
/// keep and none is open.
class RegionCommands : public QObject
{
    Q_OBJECT
public:
    /// All outlive the commands. window: the dialogs' parent.
    RegionCommands(const MainWindowActions& actions, ui::Document* document, ui::Regions* regions,
                   ui::RegionController* controller, ui::Steps* steps, ui::AppSettings* settings,
                   ui::MessageBar* messages, QWidget* window);

    bool isSettled() const { return m_controller->isSettled() && !m_sessions.isBusy(); }

signals:
    void failed(const QString& message);

private:
    void connectSteps(ui::Steps* steps);
    void connectTools();
    void connectFiles();
    void update();
    void sayImported(int regions, const QString& file, const QString& notes);

    MainWindowActions m_actions;
    ui::Document* m_document;
    ui::Regions* m_regions;
    ui::RegionController* m_controller;
    ui::AppSettings* m_settings;
    ui::MessageBar* m_messages;
    QWidget* m_window;
    ui::SessionMaker m_sessions;
};

} // namespace transcope::app
