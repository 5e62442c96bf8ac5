#pragma once

#include "ui/workspace/workspace.h"

#include <QDialog>

class QDoubleSpinBox;

namespace transcope::ui {

/// The angle of the current view as a field; views that share the angle turn with it.
class RotationDialog : public QDialog
{
    Q_OBJECT
public:
    /// Both outlive the dialog.
    RotationDialog(Workspace* workspace, DisplayState* display, QWidget* parent);

private:
    void showAngle();

    Workspace* m_workspace;
    QDoubleSpinBox* m_angle;
};

} // namespace transcope::ui
