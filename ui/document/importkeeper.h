#pragma once

#include "ui/document/document.h"

#include <set>

namespace transcope::ui {

/// Keeps the layers of other files in the document's session: reopened, they are there whatever became of
/// their files. One after another, in the background. UI thread only.
class ImportKeeper : public QObject
{
    Q_OBJECT
public:
    explicit ImportKeeper(Document* document);

    bool isBusy() const { return m_jobs.isBusy(); }

signals:
    void failed(const QString& message);
    void noticed(const QString& message); ///< a layer is too large to be kept

private:
    void takeSession();
    void next();
    void keep(const OpenLayer& open);

    Document* m_document;
    std::shared_ptr<core::Session> m_session;
    std::set<LayerId> m_left; ///< layers that the session does not take
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
