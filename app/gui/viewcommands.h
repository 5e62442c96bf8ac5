#pragma once

#include "app/gui/mainwindowactions.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/viewlayers.h"
#include "ui/workspace/workspace.h"

#include <QObject>

namespace transcope::ui {
class MessageBar;
}

namespace transcope::app {

/// The window's commands that move, add, close and arrange views, and the keys that do so from anywhere in
/// it.
class ViewCommands : public QObject
{
    Q_OBJECT
public:
    /// All of them outlive the commands. window: whose keys they are.
    ViewCommands(const MainWindowActions& actions, ui::Document* document, ui::DisplayState* display,
                 ui::ViewLayers* layers, ui::Workspace* workspace, ui::MessageBar* messages, QWidget* window);

    /// Enables what can be done now.
    void update();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectPlace();
    void connectViews();
    void addArrowKeys();
    /// As if that key had been pressed in the current view.
    void pressInView(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void connectBeside(QAction* action, ui::Beside beside);
    void goToPosition();
    void offerBoth(const QString& newer, const QString& older);

    MainWindowActions m_actions;
    ui::Document* m_document;
    ui::DisplayState* m_display;
    ui::ViewLayers* m_layers;
    ui::Workspace* m_workspace;
    ui::MessageBar* m_messages;
    QWidget* m_window;
};

} // namespace transcope::app
