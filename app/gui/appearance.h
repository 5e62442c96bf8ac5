#pragma once

#include "app/gui/mainwindowactions.h"
#include "ui/document/appsettings.h"

namespace transcope::app {

/// Lets the window's menus choose theme and language, which `settings` remembers and tells.
void connectAppearance(const MainWindowActions& actions, ui::AppSettings* settings);

} // namespace transcope::app
