#pragma once

#include "app/gui/mainwindow.h"
#include "tests/testsupport/tempfolder.h"
#include "ui/run/runcontroller.h"

#include <functional>

namespace transcope::tests {

constexpr int PatienceMs = 30'000; ///< for what a busy machine takes long for

/// The program's window, on screen, with its settings in a test's folder.
struct WindowFixture
{
    explicit WindowFixture(const TempFolder& folder, const QSize& size = {1280, 900},
                           const char* settingsFile = "settings.ini");

    ui::Document* document() { return window.document(); }
    ui::SlideView* view(int index = 0) { return window.workspace()->view(index); }
    /// Whether a slide is open and all of it on screen.
    bool isReady() { return document()->slide() != nullptr && window.isSettled(); }

    // These wait until it has come about; false when it did not.
    bool settle();
    bool open(const QString& file);        ///< a slide, or a session
    bool openSection(const QString& file); ///< with its expression
    /// Runs a prediction to its end: as the panel says, or as `choice`.
    bool predict(const std::optional<ui::RunChoice>& choice = {});

    ui::AppSettings settings;
    app::MainWindow window;
};

} // namespace transcope::tests
