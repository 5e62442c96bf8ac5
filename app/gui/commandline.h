#pragma once

#include <QSize>
#include <QString>
#include <QStringList>
#include <optional>

namespace transcope::app {

/// When a screenshot is taken.
enum class ScreenshotWhen { Loaded, Predicted };

/// What `transcope` was asked to do.
struct GuiOptions
{
    QString file;        ///< slide, session or expression; empty for none
    QString expression;  ///< empty: looked for beside the slide
    QStringList weights; ///< run one after the other, each in a view of its own; empty: last used or bundled
    QString model;       ///< command of a program with a model of its own, instead of weights; empty for none
    QString spots;       ///< spot file for the prediction; empty: the measured spots
    QString grid;        ///< pitch of a grid over the tissue: "200" µm or "400px"; empty for none
    QString dense;       ///< pitch of a dense grid in µm: "50"; empty for none
    QString session;     ///< session file to make or go on with; empty: the default place
    QString spot;        ///< id of the spot to select once everything is there; empty for none
    QString gene;        ///< shown first; empty: the first component
    QStringList worker;  ///< command of what runs weights, e.g. ssh host transcope-worker; empty: the one
                         ///< beside this program
    bool run = false;    ///< predict as soon as everything is open
    QString screenshot;  ///< PNG to write; empty for none
    ScreenshotWhen screenshotWhen =
        ScreenshotWhen::Loaded; ///< Predicted unless said otherwise where run is set
    QSize size;                 ///< of the window; empty: as it was last
    bool quitAfterScreenshot = false;
    bool timing = false; ///< say on stderr when the window was usable and how much memory it takes
};

/// Either options, or text to print and the exit code to leave with (help, version, wrong usage).
struct ParsedCommandLine
{
    GuiOptions options;
    QString text;
    std::optional<int> exitCode;
};
ParsedCommandLine parseCommandLine(const QStringList& arguments);
/// Before QApplication is made: it takes --session for one of its own and would swallow it with its file.
void keepSessionFromQt(int argc, char* argv[]);

} // namespace transcope::app
