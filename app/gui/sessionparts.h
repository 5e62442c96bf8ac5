#pragma once

namespace transcope::ui {
class GenePlotPanel;
class ScorePanel;
class SelectionController;
class SessionAutosave;
class SlidePicture;
} // namespace transcope::ui

namespace transcope::app {

/// Lets sessions keep the selection and what the charts show. All outlive `autosave`.
void keepInSession(ui::SessionAutosave* autosave, ui::SelectionController* selection, ui::ScorePanel* scores,
                   ui::GenePlotPanel* charts);
/// And how the slide is seen.
void keepInSession(ui::SessionAutosave* autosave, ui::SlidePicture* picture);

} // namespace transcope::app
