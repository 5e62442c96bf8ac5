#pragma once

#include "ui/document/document.h"

#include <QElapsedTimer>
#include <QTimer>

namespace transcope::ui {

/// The document's shown prediction held against its measurement, in the background: anew when layers change,
/// and while rows arrive at most once a second and a tenth of the time. UI thread only.
class LiveComparison : public QObject
{
    Q_OBJECT
public:
    explicit LiveComparison(Document* document, QObject* parent = nullptr);

    /// nullptr where there is no measurement, no prediction, or no comparison yet.
    const std::shared_ptr<const core::LayerComparison>& value() const { return m_value; }
    bool isSettled() const { return !m_jobs.isBusy() && !m_later.isActive(); }

signals:
    void changed();

private:
    void takeLayers();
    void takeRows();
    void compare();
    void finish(core::Result<std::shared_ptr<const core::LayerComparison>> comparison);

    Document* m_document;
    core::LayerPtr m_measured;  ///< of the present value
    core::LayerPtr m_predicted; ///< likewise
    std::shared_ptr<const core::LayerComparison> m_value;
    bool m_isBehind = false; ///< rows came while a comparison was made
    QElapsedTimer m_sinceStart;
    qint64 m_lastMilliseconds = 0;
    QTimer m_later;
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
