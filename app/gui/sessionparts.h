#pragma once

namespace transcope::ui {
class GenePlotPanel;
class ScorePanel;
class SelectionController;
class SessionAutosave;
} // namespace transcope::ui

namespace transcope::app {

/// Lets sessions keep the selection and what the charts show. All outlive `autosave`.
void keepInSession(ui::SessionAutosave* autosave, ui::SelectionController* selection, ui::ScorePanel* scores,
                   ui::GenePlotPanel* charts);

} // namespace transcope::app
