#pragma once

#include <QString>
#include <QStringList>

namespace transcope::ui {

/// The folder of bundled files (weights, gene lists): $TRANSCOPE_RESOURCES, else share/transcope beside the
/// installed program's folder, else the source tree's resources/ above the build folder. Empty when none
/// exists.
QString resourceFolder();

/// Bundled weights, absolute paths; the demo weights first.
QStringList bundledWeights();

} // namespace transcope::ui
