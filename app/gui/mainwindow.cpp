#include "app/gui/mainwindow.h"

#include "app/gui/appearance.h"
#include "app/gui/demoopener.h"
#include "app/gui/docklayout.h"
#include "app/gui/exportcommands.h"
#include "app/gui/filecommands.h"
#include "app/gui/foldercommands.h"
#include "app/gui/helpcommands.h"
#include "app/gui/regioncommands.h"
#include "app/gui/runnotices.h"
#include "app/gui/sessionparts.h"
#include "app/gui/slidecommands.h"
#include "app/gui/viewcommands.h"
#include "core/slide/slidewarnings.h"
#include "ui/document/genelists.h"
#include "ui/document/layerkeeper.h"
#include "ui/language/everylanguage.h"
#include "ui/language/phrasetext.h"
#include "ui/panels/calibrationpanel.h"
#include "ui/panels/displaypanel.h"
#include "ui/panels/genepanel.h"
#include "ui/panels/geneplotpanel.h"
#include "ui/panels/landscapepanel.h"
#include "ui/panels/layerspanel.h"
#include "ui/panels/loadingnotice.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/patchpage.h"
#include "ui/panels/positiontext.h"
#include "ui/panels/predictionpanel.h"
#include "ui/panels/regionspanel.h"
#include "ui/panels/scorepanel.h"
#include "ui/panels/selectioncontroller.h"
#include "ui/panels/spotinspector.h"
#include "ui/panels/startpage.h"
#include "ui/panels/statusinfo.h"
#include "ui/run/runqueue.h"
#include "ui/workspace/sessionautosave.h"
#include "ui/workspace/viewlayers.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

namespace transcope::app {

namespace {

constexpr QSize FirstSize{1440, 900};

} // namespace

MainWindow::MainWindow(ui::AppSettings* settings, const QStringList& workerCommand, QWidget* parent)
    : QMainWindow(parent), m_settings(settings), m_document(new ui::Document(this)),
      m_comparison(new ui::LayerComparisons(m_document, this)), m_display(new ui::DisplayState(this)),
      m_keeper(new ui::LayerKeeper(m_document)), m_geneLists(new ui::GeneLists(settings, this)),
      m_steps(new ui::Steps(m_document, this)), m_viewLayers(new ui::ViewLayers(m_document, m_display, this)),
      m_run(new ui::RunController(m_document, workerCommand, this)),
      m_queue(new ui::RunQueue(m_document, m_run, m_settings, this)), m_actions(this),
      m_demo(new DemoOpener(m_document, DemoOpener::defaultFolder(), this))
{
    buildCentre();
    m_overlay = new ui::OverlayController(m_document, m_display, m_workspace, this);
    m_export = new ui::ExportController(m_document, m_display, m_overlay, this);
    buildDocks(workerCommand);
    m_selection = new ui::SelectionController(m_document, m_display, m_workspace, m_inspector, this);
    buildGenePlots();
    buildRegions();
    connect(m_selection, &ui::SelectionController::selected, m_patches, &ui::PatchPage::setSpot);
    m_autosave = std::make_unique<ui::SessionAutosave>(m_document, m_display, m_workspace);
    keepInSession(m_autosave.get(), m_selection, m_scores, m_genePlots);
    m_status = std::make_unique<ui::StatusInfo>(statusBar());
    connectDocument();
    new FileCommands(m_actions, m_document, m_settings, this);
    new FolderCommands(m_actions, m_document, m_settings, m_messages, this);
    connect(m_layers, &ui::LayersPanel::addRequested, m_actions.importLayers, &QAction::trigger);
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connectStart();
    connectLog();
    new ui::LoadingNotice(m_document, m_messages, this);
    new ViewCommands(m_actions, m_document, m_display, m_viewLayers, m_workspace, m_messages, this);
    m_slideCommands =
        new SlideCommands(m_actions, m_document, m_display, m_workspace, m_regionController, this);
    keepInSession(m_autosave.get(), m_slideCommands->picture());
    connectViewActions();
    connectAppearance(m_actions, m_settings);
    connectStatus();
    connectRun();
    connectExport();
    connectGeneLists();
    updateActions();
    ui::inEveryLanguage(this, [this] {
        showTitle();
        updateMagnification();
        if (m_document->isLoading())
            showLoading();
    });
}

MainWindow::~MainWindow() = default;

bool MainWindow::isSettled() const
{
    return m_docks->isSettled() && !m_document->isLoading() && !m_keeper->isBusy() && !m_demo->isBusy() &&
           !m_queue->isBusy() && m_overlay->isSettled() && m_workspace->isSettled() &&
           m_comparison->isSettled() && m_layers->isSettled() && m_selection->isSettled() &&
           m_genePlots->isSettled() && m_landscape->isSettled() && m_calibration->isSettled() &&
           m_patches->isSettled() && m_regionsPanel->isSettled() && m_regionCommands->isSettled() &&
           m_prediction->isSettled() && m_scores->isSettled();
}

void MainWindow::restoreLayout(const QSize& size)
{
    m_docks->restore();
    if (!restoreGeometry(m_settings->windowGeometry()))
        resize(FirstSize.boundedTo(screen()->availableSize()));
    if (size.isValid()) {
        setWindowState(windowState() & ~(Qt::WindowMaximized | Qt::WindowFullScreen));
        resize(size);
    }
    m_docks->fit();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_actions.hidePanels->setChecked(false);
    m_docks->save();
    event->accept();
}

void MainWindow::buildCentre()
{
    m_messages = new ui::MessageBar(this);
    m_slideNotes = new ui::MessageBar(this);
    m_workspace = new ui::Workspace(m_document, m_display);
    m_errors = new ui::MessageBar(this);
    m_start = new ui::StartPage(m_settings);
    m_pages = new QStackedWidget;
    auto* scrolled = new QScrollArea; // the page needs more room than the smallest window has
    scrolled->setWidget(m_start);
    scrolled->setWidgetResizable(true);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setFocusPolicy(Qt::NoFocus);
    m_pages->addWidget(scrolled);
    m_pages->addWidget(m_workspace);
    auto* centre = new QWidget;
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_errors);
    layout->addWidget(m_messages);
    layout->addWidget(m_slideNotes);
    layout->addWidget(m_pages, 1);
    setCentralWidget(centre);
}

void MainWindow::buildDocks(const QStringList& workerCommand)
{
    m_docks = new DockLayout(this, m_settings, m_actions.panels);
    m_genes = new ui::GenePanel(m_document, m_comparison, m_display, m_geneLists);
    m_layers = new ui::LayersPanel(m_document, m_comparison, m_display, m_viewLayers, m_steps);
    m_patches = new ui::PatchPage(m_document, m_settings, workerCommand);
    m_inspector = new ui::SpotInspector(m_patches);
    m_scores = new ui::ScorePanel(m_document, m_comparison);
    m_landscape = new ui::LandscapePanel(m_document, m_overlay);
    m_calibration = new ui::CalibrationPanel(m_document, m_display);
    m_regions = std::make_unique<ui::Regions>(m_document);
    m_prediction = new ui::PredictionPanel(m_document, m_run, m_queue, m_regions.get(), m_settings);
    auto* prediction = m_docks->add(Qt::LeftDockWidgetArea, QStringLiteral("prediction"),
                                    QT_TR_NOOP("Prediction"), m_prediction);
    auto* layers =
        m_docks->add(Qt::LeftDockWidgetArea, QStringLiteral("layers"), QT_TR_NOOP("Layers"), m_layers);
    auto* genes = m_docks->add(Qt::LeftDockWidgetArea, QStringLiteral("genes"), QT_TR_NOOP("Genes"), m_genes);
    auto* display = m_docks->add(Qt::LeftDockWidgetArea, QStringLiteral("display"), QT_TR_NOOP("Display"),
                                 new ui::DisplayPanel(m_display));
    auto* inspector =
        m_docks->add(Qt::RightDockWidgetArea, QStringLiteral("inspector"), QT_TR_NOOP("Spot"), m_inspector);
    auto* correlation =
        m_docks->add(Qt::BottomDockWidgetArea, QStringLiteral("correlation"), QT_TR_NOOP("Scores"), m_scores);
    auto* calibration = m_docks->add(Qt::BottomDockWidgetArea, QStringLiteral("calibration"),
                                     QT_TR_NOOP("Deviation and Error"), m_calibration);
    auto* landscape = m_docks->add(Qt::BottomDockWidgetArea, QStringLiteral("landscape"),
                                   QT_TR_NOOP("Expression Landscape"), m_landscape);
    tabifyDockWidget(correlation, calibration);
    correlation->raise();
    resizeDocks({genes, inspector}, {310, 320}, Qt::Horizontal);
    resizeDocks({prediction, layers, genes, display}, {150, 150, 550, 150}, Qt::Vertical);
    resizeDocks({correlation, landscape}, {230, 230}, Qt::Vertical);
}

/// Beside the scores, of which it shows one gene.
void MainWindow::buildGenePlots()
{
    m_genePlots = new ui::GenePlotPanel(m_document, m_comparison, m_display, m_selection);
    auto* dock = m_docks->add(Qt::BottomDockWidgetArea, QStringLiteral("geneplots"),
                              QT_TR_NOOP("Gene Charts"), m_genePlots);
    auto* scores = findChild<QDockWidget*>(QStringLiteral("correlation"));
    tabifyDockWidget(scores, dock);
    scores->raise();
}

/// Behind the inspector of a spot.
void MainWindow::buildRegions()
{
    m_regionController =
        new ui::RegionController(m_document, m_regions.get(), m_steps, m_display, m_workspace, this);
    m_regionsPanel = new ui::RegionsPanel(m_document, m_regions.get(), m_regionController, m_display);
    m_regionsPanel->addTools(m_actions.regionTools->actions());
    auto* dock = m_docks->add(Qt::RightDockWidgetArea, QStringLiteral("regions"), QT_TR_NOOP("Regions"),
                              m_regionsPanel);
    auto* inspector = findChild<QDockWidget*>(QStringLiteral("inspector"));
    tabifyDockWidget(inspector, dock);
    inspector->raise();
    m_regionCommands = new RegionCommands(m_actions, m_document, m_regions.get(), m_regionController, m_steps,
                                          m_settings, m_messages, this);
    connect(m_regionCommands, &RegionCommands::failed, this, &MainWindow::showError);
}

void MainWindow::connectDocument()
{
    connect(m_document, &ui::Document::failed, this, &MainWindow::showError);
    connect(m_document, &ui::Document::noticed, this, [this](const QString& message) {
        m_messages->showMessage(ui::MessageBar::Kind::Information, message);
    });
    connect(m_document, &ui::Document::slideChanged, this, &MainWindow::takeSlide);
    connect(m_workspace, &ui::Workspace::readFailed, this, &MainWindow::showError);
    connect(m_workspace, &ui::Workspace::fileDropped, m_document, &ui::Document::open);
    connect(m_autosave.get(), &ui::SessionAutosave::failed, this, &MainWindow::showError);
    connect(m_keeper, &ui::LayerKeeper::failed, this, &MainWindow::showError);
    connect(m_keeper, &ui::LayerKeeper::noticed, m_document, &ui::Document::noticed);
}

/// Ways to begin are the menu's.
void MainWindow::connectStart()
{
    connect(m_start, &ui::StartPage::slideRequested, m_actions.open, &QAction::trigger);
    connect(m_start, &ui::StartPage::expressionRequested, m_actions.openExpression, &QAction::trigger);
    connect(m_start, &ui::StartPage::folderRequested, m_actions.openFolder, &QAction::trigger);
    connect(m_start, &ui::StartPage::sessionRequested, m_actions.openSession, &QAction::trigger);
    connect(m_start, &ui::StartPage::demoRequested, m_actions.openDemo, &QAction::trigger);
    connect(m_start, &ui::StartPage::guideRequested, m_actions.guide, &QAction::trigger);
    connect(m_start, &ui::StartPage::fileChosen, m_document, &ui::Document::open);
    connect(m_actions.openDemo, &QAction::triggered, m_demo, &DemoOpener::open);
    connect(m_demo, &DemoOpener::failed, this, &MainWindow::showError);
    connect(m_demo, &DemoOpener::busyChanged, m_actions.openDemo, &QAction::setDisabled);
    connect(m_demo, &DemoOpener::busyChanged, m_start, &QWidget::setDisabled);
    connect(m_demo, &DemoOpener::busyChanged, this, [this](bool busy) {
        m_status->setProgress(busy ? tr("Making the demo …") : QString(),
                              busy ? std::optional(core::Progress()) : std::nullopt);
    });
    connect(m_demo, &DemoOpener::progressed, this, [this](const core::Progress& progress) {
        m_status->setProgress(tr("Making the demo  %1").arg(ui::timeLeftText(progress.secondsLeft)),
                              progress);
    });
}

void MainWindow::connectLog()
{
    m_help = new HelpCommands(m_actions, m_settings, &m_log, this);
    for (auto* bar : {m_errors, m_messages, m_slideNotes}) {
        connect(bar, &ui::MessageBar::messageShown, this,
                [this](ui::MessageBar::Kind kind, const QString& text) {
                    m_log.add(kind == ui::MessageBar::Kind::Error ? ui::EventLog::Kind::Error
                                                                  : ui::EventLog::Kind::Information,
                              text);
                });
        connect(bar, &ui::MessageBar::detailsRequested, m_help, &HelpCommands::openLog);
    }
}

/// In the words of core, which the command line has too.
void MainWindow::showSlideNotes()
{
    QStringList lines;
    for (const auto& warning : core::slideWarnings(*m_document->slide()->slide))
        lines << m_document->slideName() + QStringLiteral(": ") + QString::fromStdString(warning);
    QStringList doubts;
    for (const auto& warning : m_document->warnings())
        doubts << tr("%1.", "a sentence").arg(ui::translated(warning.text));
    if (!doubts.isEmpty())
        lines << doubts.join(QLatin1Char(' '));
    if (lines.isEmpty())
        m_slideNotes->clear();
    else
        m_slideNotes->showMessage(ui::MessageBar::Kind::Information, lines.join(QLatin1Char('\n')));
}

void MainWindow::takeSlide()
{
    m_messages->clear();
    m_pages->setCurrentWidget(m_workspace);
    showTitle();
    showSlideNotes();
    // The views fit the slide when they are laid out; the magnification is known after that.
    QTimer::singleShot(0, this, &MainWindow::updateMagnification);
}

void MainWindow::showTitle()
{
    setWindowTitle(m_document->slide() != nullptr ? tr("%1 – Transcope").arg(m_document->slideName())
                                                  : QStringLiteral("Transcope"));
}

void MainWindow::connectViewActions()
{
    connect(m_actions.hidePanels, &QAction::toggled, m_docks, &DockLayout::setHidden);
    connect(m_actions.findGene, &QAction::triggered, this,
            [this] { m_docks->bringForward(QStringLiteral("genes")); });
    connect(m_selection, &ui::SelectionController::selected, this, [this](ui::LayerId, int spot) {
        if (spot >= 0)
            m_docks->bringForward(QStringLiteral("inspector"));
    });
    connect(m_actions.findGene, &QAction::triggered, m_genes, &ui::GenePanel::beginSearch);
    connect(m_actions.escape, &QAction::triggered, this, [this] {
        if (!m_slideCommands->cancel() && !m_regionController->cancel())
            m_selection->clear();
    });
    connect(m_inspector, &ui::SpotInspector::geneActivated, this,
            [this](const QString& gene) { m_display->setGene(gene); });
}

void MainWindow::connectStatus()
{
    connect(m_workspace, &ui::Workspace::cursorMoved, this, [this](const QPointF& at) {
        m_status->setPosition(ui::positionText(at, m_document->umPerPx()));
    });
    connect(m_workspace, &ui::Workspace::cursorLeft, this, [this] { m_status->setPosition({}); });
    connect(m_workspace, &ui::Workspace::viewChanged, this, &MainWindow::updateMagnification);
    connect(m_document, &ui::Document::measuredChanged, this, &MainWindow::updateMagnification);
    connect(m_document, &ui::Document::loadingProgressed, this,
            [this](const QString& what, const core::Progress& progress) {
                m_status->setProgress(tr("Opening %1  %2").arg(what, ui::timeLeftText(progress.secondsLeft)),
                                      progress);
            });
    connect(m_document, &ui::Document::loadingChanged, this, &MainWindow::showLoading);
}

void MainWindow::showLoading()
{
    if (m_document->isLoading())
        m_status->setProgress(tr("Opening …"), core::Progress());
    else
        m_status->setProgress({}, std::nullopt);
}

void MainWindow::connectRun()
{
    connect(m_actions.run, &QAction::triggered, m_prediction, &ui::PredictionPanel::startRun);
    const auto look = [this] { m_run->lookAt(m_workspace->currentView()->visibleLevel0Px()); };
    connect(m_workspace, &ui::Workspace::viewChanged, this, look);
    connect(m_display, &ui::DisplayState::changed, this, look);
    connect(m_actions.cancelRun, &QAction::triggered, m_run, &ui::RunController::cancel);
    connect(m_actions.chooseWeights, &QAction::triggered, m_prediction,
            &ui::PredictionPanel::chooseWeightsInDialog);
    connect(m_actions.chooseWorker, &QAction::triggered, m_prediction,
            &ui::PredictionPanel::chooseWorkerInDialog);
    connect(m_document, &ui::Document::weightsOpened, m_prediction, &ui::PredictionPanel::chooseWeights);
    connect(m_prediction, &ui::PredictionPanel::canRunChanged, this, &MainWindow::updateActions);
    connect(m_run, &ui::RunController::stateChanged, this, [this](ui::RunController::State state) {
        if (state == ui::RunController::State::Preparing)
            m_messages->clear();
        if (state == ui::RunController::State::Idle)
            m_status->setProgress({}, std::nullopt);
        updateActions();
    });
    connect(m_run, &ui::RunController::progressed, this, [this](const core::Progress& progress) {
        m_status->setProgress(tr("Predicting  %1").arg(ui::timeLeftText(progress.secondsLeft)), progress);
    });
    connect(m_run, &ui::RunController::modelKnown, this, [this](const core::PredictorInfo& info) {
        const auto device = QString::fromStdString(info.device + " · " + info.precision);
        m_help->setDevice(device);
        m_status->setDevice(device, QString::fromStdString(info.precisionReason));
    });
    connect(m_run, &ui::RunController::failed, this, &MainWindow::showError);
    new RunNotices(m_document, m_run, m_queue, m_messages, this);
}

void MainWindow::connectGeneLists()
{
    connect(m_geneLists, &ui::GeneLists::failed, this, &MainWindow::showError);
    connect(m_geneLists, &ui::GeneLists::imported, this, [this](int lists, const QString& file) {
        m_messages->showMessage(ui::MessageBar::Kind::Information,
                                tr("%Ln lists of genes of %1", "", lists).arg(QFileInfo(file).fileName()));
    });
    if (!m_geneLists->problem().isEmpty())
        showError(m_geneLists->problem());
}

void MainWindow::connectExport()
{
    m_exports = new ExportCommands(m_actions, m_document, m_export, m_display, m_workspace, m_geneLists,
                                   m_settings, m_messages, this);
    connect(m_slideCommands->picture(), &ui::SlidePicture::changed, m_export,
            [this] { m_export->setAdjustment(m_slideCommands->picture()->adjustment()); });
    connect(m_document, &ui::Document::layersChanged, this, &MainWindow::updateActions);
    connect(m_overlay, &ui::OverlayController::shownChanged, this, &MainWindow::updateActions);
    connect(m_display, &ui::DisplayState::changed, this, &MainWindow::updateActions);
    connect(m_overlay, &ui::OverlayController::failed, this, &MainWindow::showError);
    connect(m_export, &ui::ExportController::failed, this, &MainWindow::showError);
    connect(m_scores, &ui::ScorePanel::failed, this, &MainWindow::showError);
    connect(m_genePlots, &ui::GenePlotPanel::failed, this, &MainWindow::showError);
    const auto saySaved = [this](const QString& file) {
        m_messages->showMessage(ui::MessageBar::Kind::Information, tr("Saved %1").arg(file));
    };
    connect(m_scores, &ui::ScorePanel::saved, this, saySaved);
    connect(m_genePlots, &ui::GenePlotPanel::saved, this, saySaved);
    connect(m_export, &ui::ExportController::progressed, this, [this](const core::Progress& progress) {
        m_status->setProgress(tr("Saving  %1").arg(ui::timeLeftText(progress.secondsLeft)), progress);
    });
    connect(m_export, &ui::ExportController::busyChanged, this, [this](bool busy) {
        m_status->setProgress(busy ? tr("Saving …") : QString(),
                              busy ? std::optional(core::Progress()) : std::nullopt);
    });
}

void MainWindow::updateActions()
{
    m_actions.run->setEnabled(m_prediction->canRun());
    m_actions.cancelRun->setEnabled(m_run->isActive());
    m_exports->update();
    m_actions.importLayers->setEnabled(m_document->slide() != nullptr);
    m_actions.addBaselines->setEnabled(m_document->canAddBaselines());
}

void MainWindow::showError(const QString& message)
{
    m_errors->showMessage(ui::MessageBar::Kind::Error, message);
}

void MainWindow::updateMagnification()
{
    if (m_document->slide() != nullptr)
        m_status->setMagnification(ui::magnificationText(
            m_workspace->currentView()->view().screenPxPerSlidePx, m_document->umPerPx()));
}

} // namespace transcope::app
