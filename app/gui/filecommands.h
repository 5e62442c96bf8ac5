#pragma once

#include "app/gui/mainwindowactions.h"
#include "ui/document/appsettings.h"
#include "ui/document/document.h"

namespace transcope::app {

/// The window's commands that open files, each with its dialog, and the files that were open last.
class FileCommands : public QObject
{
    Q_OBJECT
public:
    /// All outlive the commands. window: the dialogs' parent.
    FileCommands(const MainWindowActions& actions, ui::Document* document, ui::AppSettings* settings,
                 QWidget* window);

private:
    using Open = void (ui::Document::*)(const QString&);

    void showRecentFiles();
    void openFileDialog(const QString& title, const QString& filter, Open open = &ui::Document::open);
    void openChosen(const QString& path, Open open); ///< empty: nothing was

    MainWindowActions m_actions;
    ui::Document* m_document;
    ui::AppSettings* m_settings;
    QWidget* m_window;
};

} // namespace transcope::app
