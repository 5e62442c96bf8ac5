#pragma once

#include "ui/document/backgroundjobs.h"
#include "ui/document/document.h"

namespace transcope::app {

/// Opens the demo section, which is made first where it was not yet.
class DemoOpener : public QObject
{
    Q_OBJECT
public:
    /// folder: where it is kept.
    DemoOpener(ui::Document* document, QString folder, QObject* parent);

    /// Among the user's data of this program.
    static QString defaultFolder();
    void open();
    bool isBusy() const { return m_jobs.isBusy(); }

signals:
    void progressed(const transcope::core::Progress& progress);
    void busyChanged(bool busy);
    void failed(const QString& message);

private:
    ui::Document* m_document;
    QString m_folder;
    ui::BackgroundJobs m_jobs;
};

} // namespace transcope::app
