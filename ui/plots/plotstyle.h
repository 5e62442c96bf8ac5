#pragma once

#include <QColor>
#include <QPalette>

class QCustomPlot;

namespace transcope::ui {

/// Colours that mean the same in every chart.
QColor predictedColour(const QPalette& palette);
QColor baselineColour(const QPalette& palette);

/// Gives a chart the window's background, text colours, font and number format; call again when they change.
void applyPlotStyle(QCustomPlot& plot, const QPalette& palette);

} // namespace transcope::ui
