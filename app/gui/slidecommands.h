#pragma once

#include "app/gui/mainwindowactions.h"
#include "ui/workspace/measurecontroller.h"
#include "ui/workspace/regioncontroller.h"
#include "ui/workspace/slidepicture.h"

#include <QObject>
#include <QPointer>

namespace transcope::ui {
class LabelDialog;
class PictureDialog;
class RotationDialog;
} // namespace transcope::ui

namespace transcope::app {

/// The window's commands for looking at the slide itself, as at a microscope: magnifications, rotation,
/// distances, its picture, its label.
class SlideCommands : public QObject
{
    Q_OBJECT
public:
    /// All outlive the commands. window: the dialogs' parent.
    SlideCommands(const MainWindowActions& actions, ui::Document* document, ui::DisplayState* display,
                  ui::Workspace* workspace, ui::RegionController* regions, QWidget* window);

    ui::SlidePicture* picture() { return &m_picture; }
    /// Ends the tool in hand; false where there is none.
    bool cancel();

private:
    void connectMeasuring(ui::RegionController* regions);
    void update();
    void magnify(double magnification);
    void connectPicture();
    void openRotation();
    void openLabel();
    void openPicture();

    MainWindowActions m_actions;
    ui::Document* m_document;
    ui::DisplayState* m_display;
    ui::Workspace* m_workspace;
    QWidget* m_window;
    ui::MeasureController m_measuring;
    ui::SlidePicture m_picture;
    QPointer<ui::LabelDialog> m_label;
    QPointer<ui::RotationDialog> m_rotation;
    QPointer<ui::PictureDialog> m_pictureDialog;
};

} // namespace transcope::app
