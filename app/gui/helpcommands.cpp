#include "app/gui/helpcommands.h"

#include "app/gui/guidewindow.h"
#include "app/gui/logwindow.h"
#include "app/gui/problemreport.h"
#include "ui/panels/commandlist.h"

#include <QAction>
#include <QMessageBox>

namespace transcope::app {

namespace {

void showAndForget(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

} // namespace

HelpCommands::HelpCommands(const MainWindowActions& actions, const ui::AppSettings* settings,
                           const ui::EventLog* log, QWidget* window)
    : QObject(window), m_settings(settings), m_log(log), m_window(window)
{
    connect(actions.commands, &QAction::triggered, this, [this, all = actions.all()] {
        auto* list = new ui::CommandList(all, m_window);
        list->setAttribute(Qt::WA_DeleteOnClose);
        list->open();
    });
    connect(actions.guide, &QAction::triggered, this, &HelpCommands::openGuide);
    connect(actions.log, &QAction::triggered, this, &HelpCommands::openLog);
    connect(actions.reportProblem, &QAction::triggered, this, &HelpCommands::openReport);
    connect(actions.about, &QAction::triggered, this, &HelpCommands::tellAbout);
}

void HelpCommands::openGuide()
{
    showAndForget(new GuideWindow(m_window));
}

void HelpCommands::openLog()
{
    showAndForget(new LogWindow(m_log, m_window));
}

void HelpCommands::openReport()
{
    showAndForget(new ProblemReport(problemText(*m_settings, *m_log, m_device), m_window));
}

void HelpCommands::tellAbout()
{
    QMessageBox::about(m_window, tr("About Transcope"),
                       tr("Transcope %1\n\nA viewer for spatial transcriptomics predicted from H&E slides.\n"
                          "Predictions are estimates for research and no basis for a diagnosis.")
                           .arg(QStringLiteral(TRANSCOPE_VERSION)));
}

} // namespace transcope::app
