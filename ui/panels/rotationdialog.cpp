#include "ui/panels/rotationdialog.h"

#include "ui/language/everylanguage.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr double StepDegrees = 5;

/// 0 … 360, of any number of turns.
double withinTurn(double degrees)
{
    const double rest = std::fmod(degrees, 360);
    return rest < 0 ? rest + 360 : rest;
}

} // namespace

RotationDialog::RotationDialog(Workspace* workspace, DisplayState* display, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_angle(new QDoubleSpinBox)
{
    m_angle->setRange(-360, 720); // beyond a turn it goes on from 0, or from 360
    m_angle->setDecimals(1);
    m_angle->setSingleStep(StepDegrees);
    m_angle->setSuffix(QStringLiteral("°"));
    m_angle->setKeyboardTracking(false);
    auto* label = new QLabel;
    label->setBuddy(m_angle);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* upright = buttons->addButton(QString(), QDialogButtonBox::ResetRole);
    for (auto* button : buttons->findChildren<QPushButton*>()) // Return is the field's
        button->setAutoDefault(false);
    auto* form = new QFormLayout(this);
    form->addRow(label, m_angle);
    form->addRow(buttons);
    inEveryLanguage(this, [this, label, upright] {
        setWindowTitle(tr("Rotation"));
        label->setText(tr("&Angle, clockwise:"));
        m_angle->setToolTip(tr("Shift and dragging with the left button turns the slide, too"));
        upright->setText(tr("&Upright"));
    });
    connect(m_angle, &QDoubleSpinBox::valueChanged, this,
            [this](double degrees) { m_workspace->turnTo(degrees); });
    connect(upright, &QPushButton::clicked, this, [this] { m_workspace->turnTo(0); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(workspace, &Workspace::viewChanged, this, &RotationDialog::showAngle);
    connect(display, &DisplayState::changed, this, &RotationDialog::showAngle);
    showAngle();
}

void RotationDialog::showAngle()
{
    const QSignalBlocker blocker(m_angle);
    m_angle->setValue(withinTurn(m_workspace->currentView()->view().rotationDegrees));
}

} // namespace transcope::ui
