#pragma once

#include <QList>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace transcope::app {

/// The window's commands, in their menus and with their keys; what they do is connected by MainWindow.
struct MainWindowActions
{
    explicit MainWindowActions(QMainWindow* window);

    QAction* open = nullptr;
    QAction* openExpression = nullptr;
    QAction* openFolder = nullptr; ///< of expression: Space Ranger's, a zarr store
    QAction* openSession = nullptr;
    QAction* importLayers = nullptr;
    QAction* addBaselines = nullptr;
    QAction* openDemo = nullptr;
    QMenu* recent = nullptr;
    QAction* slidesOfFolder = nullptr; ///< as thumbnails
    QAction* nextSlide = nullptr;      ///< of the folder
    QAction* previousSlide = nullptr;
    QAction* saveSpots = nullptr; ///< a picture of them with a margin
    QAction* saveView = nullptr;
    QAction* saveSlide = nullptr;
    QAction* saveFigure = nullptr; ///< of maps
    QAction* saveReport = nullptr; ///< of the session
    QAction* exportData = nullptr;
    QAction* quit = nullptr;

    QAction* undo = nullptr;
    QAction* redo = nullptr;
    QActionGroup* regionTools = nullptr; ///< checkable; their data is the ui::RegionTool
    QAction* regionOfView = nullptr;
    QAction* importRegions = nullptr;
    QAction* exportRegions = nullptr;

    QAction* zoomToFit = nullptr;
    QAction* oneToOne = nullptr;
    QAction* zoomIn = nullptr;
    QAction* zoomOut = nullptr;
    QActionGroup* magnifications = nullptr; ///< their data is the number
    QAction* scaleUnknown = nullptr;        ///< says why there are none
    QAction* rotation = nullptr;
    QAction* measure = nullptr;     ///< checkable
    QAction* picture = nullptr;     ///< of the slide: brightness …
    QActionGroup* stains = nullptr; ///< checkable, one or none; their data is the core::Stain
    QAction* addView = nullptr;
    QAction* closeView = nullptr;
    QAction* nextView = nullptr;
    QAction* fullView = nullptr; ///< checkable
    QAction* grid = nullptr;     ///< checkable
    QAction* swipe = nullptr;    ///< checkable
    QAction* flip = nullptr;     ///< checkable
    QAction* goTo = nullptr;
    QAction* label = nullptr;       ///< and macro image
    QAction* overlay = nullptr;     ///< checkable
    QAction* scaleBar = nullptr;    ///< checkable
    QAction* minimap = nullptr;     ///< checkable
    QAction* hidePanels = nullptr;  ///< checkable
    QMenu* panels = nullptr;        ///< one entry per dock, filled by MainWindow
    QAction* systemTheme = nullptr; ///< checkable, exclusive with the next two
    QAction* lightTheme = nullptr;
    QAction* darkTheme = nullptr;
    QActionGroup* languages = nullptr; ///< checkable; their data is the code, none for the system's

    QAction* run = nullptr;
    QAction* cancelRun = nullptr;
    QAction* chooseWeights = nullptr;
    QAction* chooseWorker = nullptr;

    QAction* findGene = nullptr;
    QAction* commands = nullptr;
    QAction* guide = nullptr;
    QAction* log = nullptr;
    QAction* reportProblem = nullptr;
    QAction* about = nullptr;
    QAction* escape = nullptr; ///< in no menu

    /// Everything that the command list offers.
    QList<QAction*> all() const;

private:
    void makeFileMenu(QMainWindow* window);
    void makeEditMenu(QMainWindow* window);
    void makeViewMenu(QMainWindow* window);
    void makeMagnificationMenu(QMenu* menu);
    void makeStainMenu(QMenu* menu);
    void makeLanguageMenu(QMenu* menu);
    void makePredictionMenu(QMainWindow* window);
    void makeHelpMenu(QMainWindow* window);
};

} // namespace transcope::app
