#pragma once

#include "ui/document/appsettings.h"

class QApplication;

namespace transcope::app {

/// Fusion with the system's colours, or with Transcope's own light or dark ones.
void applyTheme(QApplication& application, ui::Theme theme);

} // namespace transcope::app
