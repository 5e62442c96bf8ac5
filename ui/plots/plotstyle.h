#pragma once

#include "core/base/result.h"

#include <QColor>
#include <QPalette>
#include <QString>

class QCustomPlot;

namespace transcope::ui {

/// Colours that mean the same in every chart.
QColor predictedColour(const QPalette& palette);
QColor baselineColour(const QPalette& palette);

/// Gives a chart the window's background, text colours, font and number format; call again when they change.
void applyPlotStyle(QCustomPlot& plot, const QPalette& palette);

/// As it is, into a .pdf, .svg or .png. Errors: WriteFailed.
core::Result<void> savePlot(QCustomPlot& plot, const QString& file);

} // namespace transcope::ui
