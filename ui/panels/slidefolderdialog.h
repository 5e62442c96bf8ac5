#pragma once

#include "ui/document/backgroundjobs.h"
#include "ui/itemmodels/slidefoldermodel.h"

#include <QDialog>

class QLabel;
class QListView;
class QPushButton;

namespace transcope::ui {

/// The slides of a folder as thumbnails with their sessions, to be opened. Thumbnails are made one after the
/// other in the background, and no more of them once it is closed; a file that never answers keeps nobody
/// waiting then, since the dialog itself stays.
class SlideFolderDialog : public QDialog
{
    Q_OBJECT
public:
    explicit SlideFolderDialog(QWidget* parent);

    void setFolder(const QString& folder);
    const SlideFolderModel& model() const { return *m_model; }
    /// Whether every thumbnail is made.
    bool isSettled() const { return !m_jobs.isBusy(); }

signals:
    void openRequested(const QString& path); ///< a slide or a session
    void folderChanged(const QString& folder);

private:
    void chooseFolder();
    void makeThumbnail(int row);
    void showCurrent();
    void showTexts();
    void openCurrent();
    const FolderSlide* current() const;

    QString m_folder;
    SlideFolderModel* m_model;
    QListView* m_list;
    QLabel* m_state;
    QPushButton* m_choose;
    QPushButton* m_openSlide;
    QPushButton* m_openSession;
    QPushButton* m_close;
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
