#include "app/gui/filecommands.h"

#include "ui/document/slidefolder.h"
#include "ui/language/everylanguage.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace transcope::app {

FileCommands::FileCommands(const MainWindowActions& actions, ui::Document* document,
                           ui::AppSettings* settings, QWidget* window)
    : QObject(window), m_actions(actions), m_document(document), m_settings(settings), m_window(window)
{
    connect(m_actions.open, &QAction::triggered, this, [this] {
        openFileDialog(
            tr("Open Slide"),
            tr("Slides and pictures (%1);;All files (*)").arg(ui::slidePatterns().join(QLatin1Char(' '))));
    });
    connect(m_actions.openExpression, &QAction::triggered, this, [this] {
        openFileDialog(
            tr("Open Expression"),
            tr("Expression (*.h5ad *.h5 *.tsv *.tsv.gz *.csv *.txt *.mtx *.mtx.gz);;All files (*)"));
    });
    connect(m_actions.openFolder, &QAction::triggered, this, [this] {
        openChosen(QFileDialog::getExistingDirectory(m_window, tr("Open Folder"), m_settings->lastFolder()),
                   &ui::Document::openExpression);
    });
    connect(m_actions.openSession, &QAction::triggered, this,
            [this] { openFileDialog(tr("Open Session"), tr("Transcope sessions (*.transcope)")); });
    connect(m_actions.importLayers, &QAction::triggered, this, [this] {
        openFileDialog(tr("Import Layer"), tr("Layers (*.h5ad *.csv *.tsv *.transcope);;All files (*)"),
                       &ui::Document::importLayers);
    });
    connect(m_actions.addBaselines, &QAction::triggered, this, [this] {
        openChosen(QFileDialog::getExistingDirectory(m_window, tr("Folder of Training Sections"),
                                                     m_settings->lastFolder()),
                   &ui::Document::addBaselines);
    });
    connect(m_settings, &ui::AppSettings::recentFilesChanged, this, &FileCommands::showRecentFiles);
    connect(m_document, &ui::Document::slideChanged, this, [this] {
        m_settings->addRecentFile(QString::fromStdU16String(m_document->slide()->givenPath.u16string()));
    });
    ui::inEveryLanguage(m_window, [this] { showRecentFiles(); });
}

void FileCommands::showRecentFiles()
{
    m_actions.recent->clear();
    const auto files = m_settings->recentFiles();
    for (const auto& file : files) {
        auto* action = m_actions.recent->addAction(QFileInfo(file).fileName(), this,
                                                   [this, file] { m_document->open(file); });
        action->setToolTip(file);
        action->setStatusTip(file);
    }
    m_actions.recent->setToolTipsVisible(true);
    m_actions.recent->setEnabled(!files.isEmpty());
    if (files.isEmpty())
        return;
    m_actions.recent->addSeparator();
    m_actions.recent->addAction(tr("Clear List"), m_settings, &ui::AppSettings::clearRecentFiles);
}

void FileCommands::openFileDialog(const QString& title, const QString& filter, Open open)
{
    openChosen(QFileDialog::getOpenFileName(m_window, title, m_settings->lastFolder(), filter), open);
}

void FileCommands::openChosen(const QString& path, Open open)
{
    if (path.isEmpty())
        return;
    m_settings->setLastFolder(QFileInfo(path).absolutePath());
    (m_document->*open)(path);
}

} // namespace transcope::app
