#pragma once

#include "ui/workspace/displaystate.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSlider;
class QSpinBox;

namespace transcope::ui {

/// Colour map, range, style, opacity and lock: the controls of a DisplayState.
class DisplayPanel : public QWidget
{
    Q_OBJECT
public:
    explicit DisplayPanel(DisplayState* display, QWidget* parent = nullptr);

private:
    void showTexts();
    void chooseMark(int item);
    void showState();
    void takeRange();
    void takeThreshold();
    QHBoxLayout* rangeRow(QLabel* to);
    void connectControls();

    DisplayState* m_display;
    QComboBox* m_colourMap;
    QLineEdit* m_low;
    QLineEdit* m_high;
    QCheckBox* m_log;
    QComboBox* m_mark;
    QSpinBox* m_contours;
    QLineEdit* m_threshold;
    QSlider* m_opacity;
    QLabel* m_opacityText;
    QCheckBox* m_overlay;
    QCheckBox* m_lock;
};

} // namespace transcope::ui
