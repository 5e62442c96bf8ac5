#include "app/gui/regioncommands.h"

#include "ui/panels/messagebar.h"

#include <QAction>
#include <QActionGroup>
#include <QFileDialog>
#include <QFileInfo>

namespace transcope::app {

RegionCommands::RegionCommands(const MainWindowActions& actions, ui::Document* document, ui::Regions* regions,
                               ui::RegionController* controller, ui::Steps* steps, ui::AppSettings* settings,
                               ui::MessageBar* messages, QWidget* window)
    : QObject(window), m_actions(actions), m_document(document), m_regions(regions), m_controller(controller),
      m_settings(settings), m_messages(messages), m_window(window), m_sessions(document)
{
    connectSteps(steps);
    connectTools();
    connectFiles();
    connect(regions, &ui::Regions::sessionWanted, &m_sessions, &ui::SessionMaker::make);
    connect(&m_sessions, &ui::SessionMaker::failed, this, &RegionCommands::failed);
    connect(&m_sessions, &ui::SessionMaker::made, this, [this](const QString& file) {
        m_messages->showMessage(ui::MessageBar::Kind::Information, tr("Regions are kept in %1").arg(file));
    });
    connect(controller, &ui::RegionController::failed, this, &RegionCommands::failed);
    connect(document, &ui::Document::slideChanged, this, &RegionCommands::update);
    connect(regions, &ui::Regions::changed, this, &RegionCommands::update);
    update();
}

void RegionCommands::connectSteps(ui::Steps* steps)
{
    connect(m_actions.undo, &QAction::triggered, steps, &QUndoStack::undo);
    connect(m_actions.redo, &QAction::triggered, steps, &QUndoStack::redo);
    connect(steps, &QUndoStack::canUndoChanged, m_actions.undo, &QAction::setEnabled);
    connect(steps, &QUndoStack::canRedoChanged, m_actions.redo, &QAction::setEnabled);
    connect(steps, &QUndoStack::undoTextChanged, m_actions.undo, &QAction::setToolTip);
    m_actions.undo->setEnabled(steps->canUndo());
    m_actions.redo->setEnabled(steps->canRedo());
}

void RegionCommands::connectTools()
{
    connect(m_actions.regionTools, &QActionGroup::triggered, this, [this](const QAction* action) {
        m_controller->setTool(static_cast<ui::RegionTool>(action->data().toInt()));
    });
    connect(m_controller, &ui::RegionController::toolChanged, this, [this] {
        for (auto* action : m_actions.regionTools->actions())
            action->setChecked(action->data().toInt() == static_cast<int>(m_controller->tool()));
    });
    connect(m_actions.regionOfView, &QAction::triggered, m_controller, &ui::RegionController::addOfView);
}

void RegionCommands::connectFiles()
{
    const auto filter = [] { return tr("Regions (*.geojson *.geojson.gz *.json)"); };
    connect(m_actions.importRegions, &QAction::triggered, this, [this, filter] {
        const QString file =
            QFileDialog::getOpenFileName(m_window, tr("Import Regions"), m_settings->lastFolder(), filter());
        if (!file.isEmpty())
            m_controller->importFile(file);
    });
    connect(m_actions.exportRegions, &QAction::triggered, this, [this] {
        const QString suggested = m_settings->lastFolder() + QLatin1Char('/') +
                                  QFileInfo(m_document->slideName()).completeBaseName() +
                                  QStringLiteral(".geojson");
        const QString file = QFileDialog::getSaveFileName(m_window, tr("Export Regions"), suggested,
                                                          tr("Regions (*.geojson)"));
        if (!file.isEmpty())
            m_controller->exportFile(file);
    });
    connect(m_document, &ui::Document::regionsOpened, m_controller, &ui::RegionController::importFile);
    connect(m_controller, &ui::RegionController::imported, this, &RegionCommands::sayImported);
    connect(m_controller, &ui::RegionController::exported, this, [this](const QString& file) {
        m_messages->showMessage(ui::MessageBar::Kind::Information, tr("Saved %1").arg(file));
    });
}

void RegionCommands::sayImported(int regions, const QString& file, const QString& notes)
{
    const QString said = tr("%Ln regions of %1", "", regions).arg(file);
    m_messages->showMessage(ui::MessageBar::Kind::Information,
                            notes.isEmpty() ? said : said + QStringLiteral(". ") + notes);
}

void RegionCommands::update()
{
    const bool hasSlide = m_document->slide() != nullptr;
    m_actions.regionTools->setEnabled(hasSlide);
    m_actions.regionOfView->setEnabled(hasSlide);
    m_actions.importRegions->setEnabled(hasSlide);
    m_actions.exportRegions->setEnabled(!m_regions->all().empty());
}

} // namespace transcope::app
