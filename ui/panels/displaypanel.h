#pragma once

#include "ui/workspace/displaystate.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;

namespace transcope::ui {

/// Colour map, range, opacity and lock: the controls of a DisplayState.
class DisplayPanel : public QWidget
{
    Q_OBJECT
public:
    explicit DisplayPanel(DisplayState* display, QWidget* parent = nullptr);

private:
    void showTexts();
    void showState();
    void takeRange();

    DisplayState* m_display;
    QComboBox* m_colourMap;
    QLineEdit* m_low;
    QLineEdit* m_high;
    QSlider* m_opacity;
    QLabel* m_opacityText;
    QCheckBox* m_overlay;
    QCheckBox* m_lock;
};

} // namespace transcope::ui
