#include "app/gui/foldercommands.h"

#include "ui/document/paths.h"
#include "ui/document/slidefolder.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/slidefolderdialog.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>

namespace transcope::app {

FolderCommands::FolderCommands(const MainWindowActions& actions, ui::Document* document,
                               ui::AppSettings* settings, ui::MessageBar* messages, QWidget* window)
    : QObject(window), m_document(document), m_settings(settings), m_messages(messages), m_window(window)
{
    connect(actions.slidesOfFolder, &QAction::triggered, this, &FolderCommands::openOverview);
    connect(actions.nextSlide, &QAction::triggered, this, [this] { step(1); });
    connect(actions.previousSlide, &QAction::triggered, this, [this] { step(-1); });
    const auto update = [this, next = actions.nextSlide, previous = actions.previousSlide] {
        for (auto* action : {next, previous})
            action->setEnabled(m_document->slide() != nullptr);
    };
    connect(document, &ui::Document::slideChanged, this, update);
    update();
}

/// Of the folder of the slide that is open, else of one that is chosen.
void FolderCommands::openOverview()
{
    const auto* slide = m_document->slide();
    const QString folder =
        slide != nullptr
            ? QFileInfo(ui::fromPath(slide->givenPath)).absolutePath()
            : QFileDialog::getExistingDirectory(m_window, tr("Slides of a Folder"), m_settings->lastFolder());
    if (folder.isEmpty())
        return;
    if (!m_overview) {
        m_overview = new ui::SlideFolderDialog(m_window);
        connect(m_overview, &ui::SlideFolderDialog::openRequested, m_document, &ui::Document::open);
        connect(m_overview, &ui::SlideFolderDialog::folderChanged, m_settings,
                &ui::AppSettings::setLastFolder);
    }
    m_overview->setFolder(folder);
    m_overview->show();
    m_overview->activateWindow();
}

void FolderCommands::step(int by)
{
    const QFileInfo now(ui::fromPath(m_document->slide()->givenPath));
    const QStringList slides = ui::slidesIn(now.absolutePath());
    const auto at = slides.indexOf(now.absoluteFilePath());
    const auto wanted =
        at < 0 && by < 0 ? slides.size() - 1 : at + by; // of a name that is none of theirs: an end
    if (wanted >= 0 && wanted < slides.size())
        m_document->open(slides[wanted]);
    else
        m_messages->showMessage(ui::MessageBar::Kind::Information,
                                by > 0 ? tr("This is the last slide of its folder.")
                                       : tr("This is the first slide of its folder."));
}

} // namespace transcope::app
