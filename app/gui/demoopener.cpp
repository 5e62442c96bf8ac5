#include "app/gui/demoopener.h"

#include "core/demo/demosection.h"
#include "ui/document/paths.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace transcope::app {

namespace {

/// Each is complete where it is there.
bool isMade(const QString& folder)
{
    for (const char* name : {"/slide.tif", "/counts.tsv.gz", "/spots.tsv", "/truth.h5ad"})
        if (!QFileInfo::exists(folder + QLatin1String(name)))
            return false;
    return true;
}

} // namespace

DemoOpener::DemoOpener(ui::Document* document, QString folder, QObject* parent)
    : QObject(parent), m_document(document), m_folder(std::move(folder))
{
    connect(&m_jobs, &ui::BackgroundJobs::progressed, this, &DemoOpener::progressed);
    connect(&m_jobs, &ui::BackgroundJobs::busyChanged, this, &DemoOpener::busyChanged);
}

QString DemoOpener::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/demo");
}

void DemoOpener::open()
{
    const QString slide = m_folder + QStringLiteral("/slide.tif");
    if (isMade(m_folder)) {
        m_document->open(slide);
        return;
    }
    m_jobs.start(
        [folder = ui::toPath(m_folder)](const core::ProgressFn& progress, std::stop_token stop) {
            return core::writeDemoSection(folder, {}, progress, std::move(stop));
        },
        [this, slide](const core::Result<core::DemoSummary>& made) {
            if (made)
                m_document->open(slide);
            else
                emit failed(QString::fromStdString(made.error().text()));
        });
}

} // namespace transcope::app
