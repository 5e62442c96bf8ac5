#pragma once

#include "app/gui/mainwindowactions.h"
#include "ui/workspace/workspace.h"

#include <QObject>
#include <QPointer>

namespace transcope::ui {
class RotationDialog;
}

namespace transcope::app {

/// The window's commands for looking at the slide itself, as at a microscope: magnifications and rotation.
class SlideCommands : public QObject
{
    Q_OBJECT
public:
    /// All outlive the commands. window: the dialogs' parent.
    SlideCommands(const MainWindowActions& actions, ui::Document* document, ui::DisplayState* display,
                  ui::Workspace* workspace, QWidget* window);

private:
    void update();
    void magnify(double magnification);
    void openRotation();

    MainWindowActions m_actions;
    ui::Document* m_document;
    ui::DisplayState* m_display;
    ui::Workspace* m_workspace;
    QWidget* m_window;
    QPointer<ui::RotationDialog> m_rotation;
};

} // namespace transcope::app
