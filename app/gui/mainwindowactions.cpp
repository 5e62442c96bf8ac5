#include "app/gui/mainwindowactions.h"

#include "app/gui/translation.h"
#include "core/stats/stains.h"
#include "ui/language/everylanguage.h"
#include "ui/slideview/magnification.h"
#include "ui/slideview/regioneditor.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <array>

namespace transcope::app {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("transcope::app::MainWindowActions", text);
}

template <class Parent> QMenu* addMenu(Parent* parent, const char* title)
{
    auto* menu = parent->addMenu(QString());
    ui::inEveryLanguage(menu, [menu, title] { menu->setTitle(translated(title)); });
    return menu;
}

QAction* add(QMenu* menu, const char* text, const QKeySequence& keys = {})
{
    auto* action = menu->addAction(QString());
    ui::inEveryLanguage(
        menu, [action, text] { action->setText(translated(text)); }, action);
    action->setShortcut(keys);
    return action;
}

QAction* addSwitch(QMenu* menu, const char* text, bool on, const QKeySequence& keys = {})
{
    auto* action = add(menu, text, keys);
    action->setCheckable(true);
    action->setChecked(on);
    return action;
}

} // namespace

MainWindowActions::MainWindowActions(QMainWindow* window)
{
    makeFileMenu(window);
    makeEditMenu(window);
    makeViewMenu(window);
    makePredictionMenu(window);
    makeHelpMenu(window);
    escape = new QAction(window);
    escape->setShortcut(Qt::Key_Escape);
    window->addAction(escape);
}

QList<QAction*> MainWindowActions::all() const
{
    return regionTools->actions() + magnifications->actions() + stains->actions() +
           QList<QAction*>{
               undo,           redo,         regionOfView,  importRegions,  exportRegions, open,
               openExpression, openFolder,   openSession,   importLayers,   addBaselines,  saveSpots,
               saveView,       saveSlide,    exportData,    zoomToFit,      oneToOne,      zoomIn,
               zoomOut,        addView,      closeView,     nextView,       fullView,      grid,
               swipe,          flip,         goTo,          overlay,        scaleBar,      minimap,
               hidePanels,     systemTheme,  lightTheme,    darkTheme,      run,           cancelRun,
               chooseWeights,  chooseWorker, findGene,      guide,          about,         quit,
               openDemo,       log,          reportProblem, saveFigure,     saveReport,    rotation,
               measure,        picture,      label,         slidesOfFolder, nextSlide,     previousSlide};
}

void MainWindowActions::makeFileMenu(QMainWindow* window)
{
    auto* menu = addMenu(window->menuBar(), QT_TR_NOOP("&File"));
    open = add(menu, QT_TR_NOOP("&Open Slide…"), QKeySequence::Open);
    openExpression = add(menu, QT_TR_NOOP("Open &Expression…"), Qt::CTRL | Qt::Key_E);
    openFolder = add(menu, QT_TR_NOOP("Open &Folder…"));
    openSession = add(menu, QT_TR_NOOP("Open &Session…"));
    importLayers = add(menu, QT_TR_NOOP("&Import Layer…"), Qt::CTRL | Qt::Key_I);
    addBaselines = add(menu, QT_TR_NOOP("Add &Baselines…"));
    openDemo = add(menu, QT_TR_NOOP("Open the &Demo"));
    recent = addMenu(menu, QT_TR_NOOP("&Recent Files"));
    menu->addSeparator();
    slidesOfFolder = add(menu, QT_TR_NOOP("Slides of a Folde&r…"), Qt::CTRL | Qt::SHIFT | Qt::Key_O);
    nextSlide = add(menu, QT_TR_NOOP("&Next Slide"), Qt::CTRL | Qt::Key_PageDown);
    previousSlide = add(menu, QT_TR_NOOP("Previous S&lide"), Qt::CTRL | Qt::Key_PageUp);
    menu->addSeparator();
    saveSpots = add(menu, QT_TR_NOOP("Save &Picture of the Spots…"), QKeySequence::Save);
    saveView = add(menu, QT_TR_NOOP("Save Picture of the &View…"), Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    saveSlide = add(menu, QT_TR_NOOP("Save Picture of the &Whole Slide…"));
    saveFigure = add(menu, QT_TR_NOOP("Save &Figure of Maps…"), Qt::CTRL | Qt::Key_P);
    saveReport = add(menu, QT_TR_NOOP("Save &Report…"));
    exportData = add(menu, QT_TR_NOOP("E&xport Prediction…"));
    menu->addSeparator();
    quit = add(menu, QT_TR_NOOP("&Quit"), QKeySequence::Quit);
}

void MainWindowActions::makeEditMenu(QMainWindow* window)
{
    auto* menu = addMenu(window->menuBar(), QT_TR_NOOP("&Edit"));
    undo = add(menu, QT_TR_NOOP("&Undo"), QKeySequence::Undo);
    redo = add(menu, QT_TR_NOOP("&Redo"), QKeySequence::Redo);
    menu->addSeparator();
    auto* tools = addMenu(menu, QT_TR_NOOP("&Draw Regions"));
    regionTools = new QActionGroup(window);
    const auto addTool = [&](const char* text, ui::RegionTool tool, const QKeySequence& keys) {
        auto* action = addSwitch(tools, text, tool == ui::RegionTool::None, keys);
        action->setData(static_cast<int>(tool));
        regionTools->addAction(action);
    };
    addTool(QT_TR_NOOP("&Move"), ui::RegionTool::None, Qt::Key_M);
    addTool(QT_TR_NOOP("&Rectangle"), ui::RegionTool::Rectangle, Qt::Key_R);
    addTool(QT_TR_NOOP("&Polygon"), ui::RegionTool::Polygon, Qt::Key_P);
    addTool(QT_TR_NOOP("&Lasso"), ui::RegionTool::Lasso, Qt::Key_L);
    addTool(QT_TR_NOOP("&Brush"), ui::RegionTool::Brush, Qt::Key_D);
    regionOfView = add(menu, QT_TR_NOOP("Region of What the &View Shows"));
    importRegions = add(menu, QT_TR_NOOP("&Import Regions…"));
    exportRegions = add(menu, QT_TR_NOOP("E&xport Regions…"));
}

void MainWindowActions::makeViewMenu(QMainWindow* window)
{
    auto* menu = addMenu(window->menuBar(), QT_TR_NOOP("&View"));
    // Keys without a modifier reach a text field first, and commands from everywhere else.
    zoomToFit = add(menu, QT_TR_NOOP("Zoom to &Fit"), Qt::Key_0);
    oneToOne = add(menu, QT_TR_NOOP("&One to One"), Qt::Key_1);
    zoomIn = add(menu, QT_TR_NOOP("Zoom &In"));
    zoomIn->setShortcuts({Qt::Key_Plus, Qt::Key_Equal});
    zoomOut = add(menu, QT_TR_NOOP("Zoom O&ut"), Qt::Key_Minus);
    makeMagnificationMenu(menu);
    rotation = add(menu, QT_TR_NOOP("Ro&tation…"), Qt::SHIFT | Qt::Key_R);
    measure = addSwitch(menu, QT_TR_NOOP("&Measure a Distance"), false, Qt::Key_U);
    picture = add(menu, QT_TR_NOOP("&Brightness and Contrast…"), Qt::SHIFT | Qt::Key_C);
    makeStainMenu(menu);
    label = add(menu, QT_TR_NOOP("Label and Macro Ima&ge…"));
    menu->addSeparator();
    addView = add(menu, QT_TR_NOOP("&Add View"), Qt::CTRL | Qt::Key_T);
    closeView = add(menu, QT_TR_NOOP("&Close View"), Qt::CTRL | Qt::Key_W);
    nextView = add(menu, QT_TR_NOOP("&Next View"), Qt::Key_F6);
    fullView = addSwitch(menu, QT_TR_NOOP("This View A&lone"), false, Qt::CTRL | Qt::Key_Return);
    grid = addSwitch(menu, QT_TR_NOOP("Views in a G&rid"), false);
    swipe = addSwitch(menu, QT_TR_NOOP("S&wipe to the Next View’s Map"), false, Qt::Key_S);
    flip = addSwitch(menu, QT_TR_NOOP("&Blink to the Next View’s Map"), false, Qt::Key_B);
    goTo = add(menu, QT_TR_NOOP("&Go to Position…"), Qt::CTRL | Qt::Key_G);
    menu->addSeparator();
    overlay = addSwitch(menu, QT_TR_NOOP("&Overlay"), true, Qt::Key_O);
    scaleBar = addSwitch(menu, QT_TR_NOOP("&Scale Bar"), true);
    minimap = addSwitch(menu, QT_TR_NOOP("&Minimap"), true);
    menu->addSeparator();
    panels = addMenu(menu, QT_TR_NOOP("&Panels"));
    hidePanels = addSwitch(menu, QT_TR_NOOP("&Hide Panels"), false, Qt::Key_F);
    auto* themes = addMenu(menu, QT_TR_NOOP("&Colours of the Window"));
    systemTheme = addSwitch(themes, QT_TR_NOOP("As the &System"), true);
    lightTheme = addSwitch(themes, QT_TR_NOOP("&Light"), false);
    darkTheme = addSwitch(themes, QT_TR_NOOP("&Dark"), false);
    auto* group = new QActionGroup(window);
    for (auto* action : {systemTheme, lightTheme, darkTheme})
        group->addAction(action);
    makeLanguageMenu(menu);
}

/// On the row of digits in their order, and on the digit of their name where there is one; plain digits fit
/// and show one to one.
void MainWindowActions::makeMagnificationMenu(QMenu* menu)
{
    constexpr std::array keys = {Qt::Key_1, Qt::Key_2, Qt::Key_4, Qt::Key_5, Qt::Key_6, Qt::Key_7, Qt::Key_8};
    static_assert(keys.size() == ui::Magnifications.size());
    auto* names = addMenu(menu, QT_TR_NOOP("Ma&gnification"));
    scaleUnknown = add(names, QT_TR_NOOP("The slide does not say its scale"));
    scaleUnknown->setEnabled(false);
    magnifications = new QActionGroup(names);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto* action = names->addAction(ui::timesText(ui::Magnifications[i]));
        action->setShortcut(QKeySequence(Qt::CTRL | keys[i]));
        action->setData(ui::Magnifications[i]);
        magnifications->addAction(action);
    }
}

void MainWindowActions::makeStainMenu(QMenu* menu)
{
    auto* names = addMenu(menu, QT_TR_NOOP("One S&tain Alone"));
    stains = new QActionGroup(names);
    stains->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    const auto addStain = [&](const char* text, core::Stain stain, const QKeySequence& keys) {
        auto* action = addSwitch(names, text, false, keys);
        action->setData(static_cast<int>(stain));
        stains->addAction(action);
    };
    addStain(QT_TR_NOOP("&Haematoxylin"), core::Stain::Haematoxylin, Qt::Key_H);
    addStain(QT_TR_NOOP("&Eosin"), core::Stain::Eosin, Qt::Key_E);
    addStain(QT_TR_NOOP("&Neither (Residual)"), core::Stain::Residual, Qt::Key_N);
}

/// Each language by its own name, so that whoever reads no other finds it.
void MainWindowActions::makeLanguageMenu(QMenu* menu)
{
    auto* names = addMenu(menu, QT_TR_NOOP("&Language"));
    languages = new QActionGroup(names);
    languages->addAction(addSwitch(names, QT_TR_NOOP("As the &System"), true));
    for (const auto& language : shippedLanguages()) {
        auto* action = names->addAction(language.name);
        action->setCheckable(true);
        action->setData(language.code);
        languages->addAction(action);
    }
}

void MainWindowActions::makePredictionMenu(QMainWindow* window)
{
    auto* menu = addMenu(window->menuBar(), QT_TR_NOOP("&Prediction"));
    run = add(menu, QT_TR_NOOP("&Run Prediction"), Qt::CTRL | Qt::Key_R);
    cancelRun = add(menu, QT_TR_NOOP("&Cancel Prediction"));
    chooseWeights = add(menu, QT_TR_NOOP("Choose &Weights…"));
    chooseWorker = add(menu, QT_TR_NOOP("Choose &Program…"));
    menu->addSeparator();
    findGene = add(menu, QT_TR_NOOP("&Find Gene"), QKeySequence::Find);
}

void MainWindowActions::makeHelpMenu(QMainWindow* window)
{
    auto* menu = addMenu(window->menuBar(), QT_TR_NOOP("&Help"));
    commands = add(menu, QT_TR_NOOP("&Commands…"), Qt::CTRL | Qt::Key_L);
    guide = add(menu, QT_TR_NOOP("&Guide"), QKeySequence::HelpContents);
    log = add(menu, QT_TR_NOOP("&Log"));
    reportProblem = add(menu, QT_TR_NOOP("Report a &Problem…"));
    about = add(menu, QT_TR_NOOP("&About Transcope"));
}

} // namespace transcope::app
