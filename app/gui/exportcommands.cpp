#include "app/gui/exportcommands.h"

#include "ui/panels/figuredialog.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/reportdialog.h"

#include <QAction>
#include <QFileDialog>

namespace transcope::app {

ExportCommands::ExportCommands(const MainWindowActions& actions, ui::Document* document,
                               ui::ExportController* exports, ui::DisplayState* display,
                               ui::Workspace* workspace, ui::GeneLists* lists, ui::AppSettings* settings,
                               ui::MessageBar* messages, QWidget* window)
    : QObject(window), m_actions(actions), m_document(document), m_export(exports), m_display(display),
      m_workspace(workspace), m_lists(lists), m_settings(settings), m_messages(messages), m_window(window)
{
    const auto connectSave = [this](QAction* action, ui::PictureArea area) {
        connect(action, &QAction::triggered, this, [this, area] { saveOverlay(area); });
    };
    connectSave(m_actions.saveSpots, ui::PictureArea::Spots);
    connectSave(m_actions.saveView, ui::PictureArea::View);
    connectSave(m_actions.saveSlide, ui::PictureArea::Slide);
    connect(m_actions.saveFigure, &QAction::triggered, this, &ExportCommands::saveFigure);
    connect(m_actions.saveReport, &QAction::triggered, this, &ExportCommands::saveReport);
    connect(m_export, &ui::ExportController::saved, this, [this](const QString& file, const QString& remark) {
        const auto said = tr("Saved %1").arg(file);
        m_messages->showMessage(ui::MessageBar::Kind::Information,
                                remark.isEmpty() ? said : said + QStringLiteral(". ") + remark);
    });
    connect(m_actions.exportData, &QAction::triggered, this, &ExportCommands::exportPrediction);
}

void ExportCommands::update()
{
    for (auto* action : {m_actions.saveSpots, m_actions.saveView, m_actions.saveSlide})
        action->setEnabled(m_export->canSaveOverlay(m_display->current()));
    m_actions.saveFigure->setEnabled(!m_document->layers().empty());
    m_actions.saveReport->setEnabled(m_export->canSaveReport());
    m_actions.exportData->setEnabled(m_export->canExportPrediction());
}

QString ExportCommands::suggested(const QString& name) const
{
    return m_settings->lastFolder() + QLatin1Char('/') + name;
}

void ExportCommands::saveOverlay(ui::PictureArea area)
{
    const int view = m_display->current();
    const QString file =
        QFileDialog::getSaveFileName(m_window, tr("Save Overlay"), suggested(m_export->overlayName(view)),
                                     tr("Pictures (*.png *.tif *.svg *.pdf)"));
    if (!file.isEmpty())
        m_export->saveOverlay(view, m_export->areaOf(area, *m_workspace->view(view), view), file);
}

void ExportCommands::exportPrediction()
{
    const QString file =
        QFileDialog::getSaveFileName(m_window, tr("Export Prediction"), suggested(m_export->exportName()),
                                     tr("AnnData (*.h5ad);;Table (*.csv);;Table for Loupe (*.loupe.csv)"));
    if (!file.isEmpty())
        m_export->exportPrediction(file);
}

void ExportCommands::saveFigure()
{
    ui::FigureDialog dialog(*m_document, *m_display, *m_lists, m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const auto choice = dialog.choice();
    const QString out =
        choice.isBatch
            ? QFileDialog::getExistingDirectory(m_window, tr("Folder for the Pictures"),
                                                m_settings->lastFolder())
            : QFileDialog::getSaveFileName(m_window, tr("Save Figure"), suggested(m_export->figureName()),
                                           tr("Figures (*.pdf *.svg *.png *.tif)"));
    if (out.isEmpty())
        return;
    if (choice.isBatch)
        m_messages->showMessage(ui::MessageBar::Kind::Information,
                                tr("Drawing %Ln genes …", "", static_cast<int>(choice.genes.size())),
                                tr("Cancel"), [this] { m_export->cancel(); });
    m_export->saveFigure(choice, out);
}

void ExportCommands::saveReport()
{
    ui::ReportDialog dialog(m_display->gene(), m_document->measured() != nullptr, *m_lists, m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString file = QFileDialog::getSaveFileName(
        m_window, tr("Save Report"), suggested(m_export->reportName()), tr("Reports (*.pdf)"));
    if (file.isEmpty())
        return;
    m_messages->showMessage(ui::MessageBar::Kind::Information, tr("Making the report …"), tr("Cancel"),
                            [this] { m_export->cancel(); });
    m_export->saveReport(dialog.choice(), file);
}

} // namespace transcope::app
