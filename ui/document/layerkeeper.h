#pragma once

#include "ui/document/document.h"

#include <set>

namespace transcope::ui {

/// The measured layer, into a session that has none: with its values where it is over the session's first
/// spots and not larger than MostKeptValues, else as its file's path. A session that has another is told the
/// path. The name that the session calls it by; empty where it has the path alone.
core::Result<std::string> keepMeasured(core::Session& session, const OpenLayer& measured);

/// Keeps measured expression and the layers of other files in the document's session: reopened, imported
/// layers are there whatever became of their files. One after another, in the background. UI thread only.
class LayerKeeper : public QObject
{
    Q_OBJECT
public:
    explicit LayerKeeper(Document* document);

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
    std::set<LayerId> m_left; ///< layers of which the session does not take the values
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
