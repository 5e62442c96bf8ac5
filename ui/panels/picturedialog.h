#pragma once

#include "ui/workspace/slidepicture.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSlider;

namespace transcope::ui {

/// Brightness, contrast, gamma and stain of the slide, seen as they change.
class PictureDialog : public QDialog
{
    Q_OBJECT
public:
    /// picture outlives the dialog.
    PictureDialog(SlidePicture* picture, QWidget* parent);

private:
    /// A number with a slider beside its field.
    struct Number
    {
        QSlider* slider;
        QDoubleSpinBox* field;
    };
    /// shownAs: the field's number of 1.
    Number addNumber(QFormLayout* form, QLabel* label, double low, double high, double shownAs,
                     double core::PictureAdjustment::*value);
    void showTexts();
    void showPicture();

    SlidePicture* m_picture;
    QComboBox* m_stain;
    QLabel* m_stainLabel;
    QLabel* m_brightnessLabel;
    QLabel* m_contrastLabel;
    QLabel* m_gammaLabel;
    QLabel* m_note;
    QPushButton* m_reset = nullptr;
    Number m_brightness, m_contrast, m_gamma;
};

} // namespace transcope::ui
