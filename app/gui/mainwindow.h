#pragma once

#include "app/gui/mainwindowactions.h"
#include "ui/document/appsettings.h"
#include "ui/document/eventlog.h"
#include "ui/document/layercomparisons.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/exportcontroller.h"
#include "ui/workspace/workspace.h"

#include <QMainWindow>
#include <memory>

class QStackedWidget;

namespace transcope::ui {
class CalibrationPanel;
class GeneLists;
class LayerKeeper;
class GenePanel;
class GenePlotPanel;
class LandscapePanel;
class ScorePanel;
class LayersPanel;
class MessageBar;
class PatchPage;
class PredictionPanel;
class RunController;
class RunQueue;
class RegionController;
class Regions;
class RegionsPanel;
class Steps;
class SelectionController;
class SessionAutosave;
class SpotInspector;
class StartPage;
class StatusInfo;
class ViewLayers;
} // namespace transcope::ui

namespace transcope::app {

class DemoOpener;
class DockLayout;
class ExportCommands;
class HelpCommands;
class RegionCommands;
class SlideCommands;

/// The window: puts document, views, panels and commands together; what they do lies in ui/panels.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// settings must outlive the window.
    /// workerCommand: see ui::WorkerClient.
    MainWindow(ui::AppSettings* settings, const QStringList& workerCommand, QWidget* parent = nullptr);
    ~MainWindow() override;

    ui::Document* document() { return m_document; }
    ui::ViewLayers* viewLayers() { return m_viewLayers; }
    ui::LayerComparisons* comparison() { return m_comparison; }
    ui::DisplayState* display() { return m_display; }
    ui::Workspace* workspace() { return m_workspace; }
    ui::MessageBar* messageBar() { return m_messages; }
    /// What went wrong; stays until it is closed.
    ui::MessageBar* errorBar() { return m_errors; }
    ui::StartPage* startPage() { return m_start; }
    const ui::EventLog& log() const { return m_log; }
    /// What a person should know of the slide before trusting it; stays until it is closed.
    ui::MessageBar* slideNotes() { return m_slideNotes; }
    ui::SelectionController* selection() { return m_selection; }
    ui::RunController* run() { return m_run; }
    ui::RunQueue* queue() { return m_queue; }
    ui::Regions* regions() { return m_regions.get(); }
    ui::RegionController* regionController() { return m_regionController; }
    ui::PredictionPanel* predictionPanel() { return m_prediction; }
    /// Whether nothing is loading and everything is on screen (for screenshots and tests).
    bool isSettled() const;

    /// Docks and size as they were last; size: instead of the remembered one, where valid.
    void restoreLayout(const QSize& size);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void buildCentre();
    void buildDocks(const QStringList& workerCommand);
    void buildGenePlots();
    void buildRegions();
    void connectDocument();
    void connectStart();
    void connectLog();
    void connectViewActions();
    void connectStatus();
    void connectRun();
    void connectExport();
    void connectGeneLists();
    void updateActions();
    void showError(const QString& message);
    void showTitle();
    void showLoading();
    void updateMagnification();
    void takeSlide();
    void showSlideNotes();

    ui::AppSettings* m_settings;
    DockLayout* m_docks = nullptr;
    ui::Document* m_document;
    ui::LayerComparisons* m_comparison;
    ui::DisplayState* m_display;
    ui::LayerKeeper* m_keeper;
    ui::GeneLists* m_geneLists;
    ui::Steps* m_steps;
    ui::Workspace* m_workspace = nullptr;
    ui::ViewLayers* m_viewLayers;
    ui::MessageBar* m_messages = nullptr;
    ui::MessageBar* m_slideNotes = nullptr;
    ui::MessageBar* m_errors = nullptr;
    ui::StartPage* m_start = nullptr;
    QStackedWidget* m_pages = nullptr;
    ui::OverlayController* m_overlay = nullptr;
    ui::RunController* m_run;
    ui::RunQueue* m_queue;
    ui::ExportController* m_export = nullptr;
    ExportCommands* m_exports = nullptr;
    ui::PredictionPanel* m_prediction = nullptr;
    ui::GenePanel* m_genes = nullptr;
    ui::LayersPanel* m_layers = nullptr;
    ui::PatchPage* m_patches = nullptr;
    ui::SpotInspector* m_inspector = nullptr;
    ui::SelectionController* m_selection = nullptr;
    ui::LandscapePanel* m_landscape = nullptr;
    ui::ScorePanel* m_scores = nullptr;
    ui::GenePlotPanel* m_genePlots = nullptr;
    ui::CalibrationPanel* m_calibration = nullptr;
    ui::RegionController* m_regionController = nullptr;
    ui::RegionsPanel* m_regionsPanel = nullptr;
    RegionCommands* m_regionCommands = nullptr;
    SlideCommands* m_slideCommands = nullptr;
    MainWindowActions m_actions;
    DemoOpener* m_demo;
    ui::EventLog m_log;
    HelpCommands* m_help = nullptr;
    std::unique_ptr<ui::StatusInfo> m_status;
    std::unique_ptr<ui::Regions> m_regions; ///< these two end, and save, before document and views
    std::unique_ptr<ui::SessionAutosave> m_autosave;
};

} // namespace transcope::app
