#include "app/gui/mainwindowactions.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace transcope::app {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MainWindowActions", text);
}

QAction* add(QMenu* menu, const QString& text, const QKeySequence& keys = {})
{
    auto* action = menu->addAction(text);
    action->setShortcut(keys);
    return action;
}

QAction* addSwitch(QMenu* menu, const QString& text, bool on, const QKeySequence& keys = {})
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
    makeViewMenu(window);
    makePredictionMenu(window);
    makeHelpMenu(window);
    escape = new QAction(window);
    escape->setShortcut(Qt::Key_Escape);
    window->addAction(escape);
}

QList<QAction*> MainWindowActions::all() const
{
    return {open,       openExpression, openSession,  importLayers, saveSpots,  saveView,  saveSlide,
            exportData, zoomToFit,      oneToOne,     zoomIn,       zoomOut,    addView,   closeView,
            nextView,   fullView,       grid,         swipe,        flip,       goTo,      overlay,
            scaleBar,   minimap,        hidePanels,   systemTheme,  lightTheme, darkTheme, run,
            cancelRun,  chooseWeights,  chooseWorker, findGene,     guide,      about,     quit};
}

void MainWindowActions::makeFileMenu(QMainWindow* window)
{
    auto* menu = window->menuBar()->addMenu(tr("&File"));
    open = add(menu, tr("&Open Slide…"), QKeySequence::Open);
    openExpression = add(menu, tr("Open &Expression…"), Qt::CTRL | Qt::Key_E);
    openSession = add(menu, tr("Open &Session…"));
    importLayers = add(menu, tr("&Import Layer…"), Qt::CTRL | Qt::Key_I);
    recent = menu->addMenu(tr("&Recent Files"));
    menu->addSeparator();
    saveSpots = add(menu, tr("Save &Picture of the Spots…"), QKeySequence::Save);
    saveView = add(menu, tr("Save Picture of the &View…"), Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    saveSlide = add(menu, tr("Save Picture of the &Whole Slide…"));
    exportData = add(menu, tr("E&xport Prediction…"));
    menu->addSeparator();
    quit = add(menu, tr("&Quit"), QKeySequence::Quit);
}

void MainWindowActions::makeViewMenu(QMainWindow* window)
{
    auto* menu = window->menuBar()->addMenu(tr("&View"));
    // Keys without a modifier reach a text field first, and commands from everywhere else.
    zoomToFit = add(menu, tr("Zoom to &Fit"), Qt::Key_0);
    oneToOne = add(menu, tr("&One to One"), Qt::Key_1);
    zoomIn = add(menu, tr("Zoom &In"));
    zoomIn->setShortcuts({Qt::Key_Plus, Qt::Key_Equal});
    zoomOut = add(menu, tr("Zoom O&ut"), Qt::Key_Minus);
    menu->addSeparator();
    addView = add(menu, tr("&Add View"), Qt::CTRL | Qt::Key_T);
    closeView = add(menu, tr("&Close View"), Qt::CTRL | Qt::Key_W);
    nextView = add(menu, tr("&Next View"), Qt::Key_F6);
    fullView = addSwitch(menu, tr("This View A&lone"), false, Qt::CTRL | Qt::Key_Return);
    grid = addSwitch(menu, tr("Views in a G&rid"), false);
    swipe = addSwitch(menu, tr("S&wipe to the Next View’s Map"), false, Qt::Key_S);
    flip = addSwitch(menu, tr("&Blink to the Next View’s Map"), false, Qt::Key_B);
    goTo = add(menu, tr("&Go to Position…"), Qt::CTRL | Qt::Key_G);
    menu->addSeparator();
    overlay = addSwitch(menu, tr("&Overlay"), true, Qt::Key_O);
    scaleBar = addSwitch(menu, tr("&Scale Bar"), true);
    minimap = addSwitch(menu, tr("&Minimap"), true);
    menu->addSeparator();
    panels = menu->addMenu(tr("&Panels"));
    hidePanels = addSwitch(menu, tr("&Hide Panels"), false, Qt::Key_F);
    auto* themes = menu->addMenu(tr("&Colours of the Window"));
    systemTheme = addSwitch(themes, tr("As the &System"), true);
    lightTheme = addSwitch(themes, tr("&Light"), false);
    darkTheme = addSwitch(themes, tr("&Dark"), false);
    auto* group = new QActionGroup(window);
    for (auto* action : {systemTheme, lightTheme, darkTheme})
        group->addAction(action);
}

void MainWindowActions::makePredictionMenu(QMainWindow* window)
{
    auto* menu = window->menuBar()->addMenu(tr("&Prediction"));
    run = add(menu, tr("&Run Prediction"), Qt::CTRL | Qt::Key_R);
    cancelRun = add(menu, tr("&Cancel Prediction"));
    chooseWeights = add(menu, tr("Choose &Weights…"));
    chooseWorker = add(menu, tr("Choose &Program…"));
    menu->addSeparator();
    findGene = add(menu, tr("&Find Gene"), QKeySequence::Find);
}

void MainWindowActions::makeHelpMenu(QMainWindow* window)
{
    auto* menu = window->menuBar()->addMenu(tr("&Help"));
    commands = add(menu, tr("&Commands…"), Qt::CTRL | Qt::Key_L);
    guide = add(menu, tr("&Guide"), QKeySequence::HelpContents);
    about = add(menu, tr("&About Transcope"));
}

} // namespace transcope::app
