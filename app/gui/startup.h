#pragma once

#include "app/gui/commandline.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <optional>

namespace transcope::app {

class MainWindow;

/// Carries out the command line once the window is up: opens the files, starts the prediction, waits until
/// everything is on screen and stays so for a while, writes the screenshot. Ends the program with code 0 or
/// the failure's.
class Startup : public QObject
{
    Q_OBJECT
public:
    /// sinceStart: running since the program began, for --timing.
    Startup(MainWindow* window, GuiOptions options, const QElapsedTimer& sinceStart);

private:
    void open();
    void startRun();
    void selectSpot();
    void takeFailure(const QString& message);
    void checkReady();
    void writeScreenshot();
    void printTiming();

    MainWindow* m_window;
    GuiOptions m_options;
    QElapsedTimer m_sinceStart;
    QTimer m_check;
    std::optional<qint64> m_settledSince; ///< in ms since the start
    bool m_runStarted = false;
};

} // namespace transcope::app
