#pragma once

#include "core/base/jobqueue.h"
#include "core/base/progress.h"

#include <QObject>

namespace transcope::ui {

/// Runs one kind of work away from the UI thread, the newest request winning: a new job cancels the one
/// before, whose result is then dropped even if it was already on its way. UI thread only.
class BackgroundJobs : public QObject
{
    Q_OBJECT
public:
    /// Destroyed, it asks running work to stop and waits for it.
    explicit BackgroundJobs(QObject* parent = nullptr);

    /// work: core::Result<T>(const core::ProgressFn&, std::stop_token), on a thread beside the UI's, which it
    /// need not share with a cancelled job that goes on; an exception becomes an Error. done:
    /// void(core::Result<T>), on the UI thread, unless cancelled or replaced.
    template <class Work, class Done> void start(Work work, Done done);

    /// The present job's result will not arrive.
    void cancel();
    bool isBusy() const { return m_busy; }

signals:
    void busyChanged(bool busy);
    void progressed(const transcope::core::Progress& progress);

private:
    void post(std::function<void()> result);
    void setBusy(bool busy);
    core::ProgressFn progressUntil(std::stop_token stop);

    bool m_busy = false;
    std::stop_source m_newest; ///< the job whose result is wanted
    core::JobQueue m_queue;    // last: its jobs end before the rest goes
};

template <class Work, class Done> void BackgroundJobs::start(Work work, Done done)
{
    cancel();
    setBusy(true);
    m_newest = m_queue.submit([this, work = std::move(work)](
                                  std::stop_token stop) mutable { return work(progressUntil(stop), stop); },
                              [this, done = std::move(done)](auto result) mutable {
                                  setBusy(false);
                                  done(std::move(result));
                              });
}

} // namespace transcope::ui
