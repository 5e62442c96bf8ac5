#pragma once

#include "app/gui/mainwindowactions.h"
#include "ui/document/appsettings.h"
#include "ui/document/document.h"

namespace transcope::ui {
class MessageBar;
class SlideFolderDialog;
} // namespace transcope::ui

namespace transcope::app {

/// The window's commands that go through the slides of a folder: all as thumbnails, the next, the one before.
class FolderCommands : public QObject
{
    Q_OBJECT
public:
    /// All outlive the commands. window: the dialogs' parent.
    FolderCommands(const MainWindowActions& actions, ui::Document* document, ui::AppSettings* settings,
                   ui::MessageBar* messages, QWidget* window);

private:
    void openOverview();
    void step(int by);

    ui::Document* m_document;
    ui::AppSettings* m_settings;
    ui::MessageBar* m_messages;
    QWidget* m_window;
    ui::SlideFolderDialog* m_overview = nullptr; ///< the window's, once it was asked for
};

} // namespace transcope::app
