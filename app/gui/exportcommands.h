#pragma once

#include "app/gui/mainwindowactions.h"
#include "ui/document/appsettings.h"
#include "ui/document/genelists.h"
#include "ui/workspace/exportcontroller.h"

namespace transcope::ui {
class MessageBar;
}

namespace transcope::app {

/// The window's commands that write pictures, figures and data of what is shown, each with its dialog.
class ExportCommands : public QObject
{
    Q_OBJECT
public:
    /// All outlive the commands. window: the dialogs' parent.
    ExportCommands(const MainWindowActions& actions, ui::Document* document, ui::ExportController* exports,
                   ui::DisplayState* display, ui::Workspace* workspace, ui::GeneLists* lists,
                   ui::AppSettings* settings, ui::MessageBar* messages, QWidget* window);

    /// Enables what can be done now.
    void update();

private:
    void saveOverlay(ui::PictureArea area);
    void exportPrediction();
    void saveFigure();
    void saveReport();
    QString suggested(const QString& name) const; ///< in the folder that was used last

    MainWindowActions m_actions;
    ui::Document* m_document;
    ui::ExportController* m_export;
    ui::DisplayState* m_display;
    ui::Workspace* m_workspace;
    ui::GeneLists* m_lists;
    ui::AppSettings* m_settings;
    ui::MessageBar* m_messages;
    QWidget* m_window;
};

} // namespace transcope::app
