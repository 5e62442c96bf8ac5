#pragma once

#include "ui/document/document.h"

namespace transcope::ui {

/// Gives a document that has none a session when something of it is to be kept: where a run over the
/// measured spots would make it, in the background. UI thread only.
class SessionMaker : public QObject
{
    Q_OBJECT
public:
    explicit SessionMaker(Document* document, QObject* parent = nullptr);

    void make();
    bool isBusy() const { return m_jobs.isBusy(); }

signals:
    void made(const QString& file);
    void failed(const QString& message);

private:
    Document* m_document;
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
