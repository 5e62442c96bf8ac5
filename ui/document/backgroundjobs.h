#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QObject>
#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace transcope::ui {

/// Runs one kind of work away from the UI thread, the newest request winning: a new job cancels the one
/// before, whose result is then dropped even if it was already on its way. UI thread only.
class BackgroundJobs : public QObject
{
    Q_OBJECT
public:
    explicit BackgroundJobs(QObject* parent = nullptr) : QObject(parent) {}
    /// Asks running work to stop and waits for it.
    ~BackgroundJobs() override { stopAll(); }

    /// work: core::Result<T>(const core::ProgressFn&, std::stop_token), on a thread of its own; an exception
    /// becomes an Error. done: void(core::Result<T>), on the UI thread, unless cancelled or replaced.
    template <class Work, class Done> void start(Work work, Done done);

    /// The present job's result will not arrive.
    void cancel();
    bool isBusy() const { return m_busy; }

signals:
    void busyChanged(bool busy);
    void progressed(const transcope::core::Progress& progress);

private:
    struct Running
    {
        std::shared_ptr<std::atomic<bool>> ended;
        std::jthread thread;
    };
    void stopAll();
    void reap();
    void setBusy(bool busy);

    quint64 m_token = 0; ///< of the job whose result is wanted
    bool m_busy = false;
    std::vector<Running> m_running; ///< with cancelled ones that have not noticed yet
};

template <class Work, class Done> void BackgroundJobs::start(Work work, Done done)
{
    cancel();
    const quint64 token = m_token;
    setBusy(true);
    auto ended = std::make_shared<std::atomic<bool>>(false);
    auto body = [this, token, ended, work = std::move(work),
                 done = std::move(done)](std::stop_token stop) mutable {
        using Outcome = decltype(work(core::ProgressFn(), stop));
        const core::ProgressFn progress = [this, token](const core::Progress& now) {
            QMetaObject::invokeMethod(
                this,
                [this, token, now] {
                    if (token == m_token)
                        emit progressed(now);
                },
                Qt::QueuedConnection);
        };
        std::shared_ptr<Outcome> outcome;
        try {
            outcome = std::make_shared<Outcome>(work(progress, stop));
        } catch (const std::exception& error) {
            outcome = std::make_shared<Outcome>(core::fail(core::ErrorCode::BadInput, error.what()));
        }
        QMetaObject::invokeMethod(
            this,
            [this, token, outcome, done = std::move(done)]() mutable {
                reap();
                if (token != m_token)
                    return;
                setBusy(false);
                done(std::move(*outcome));
            },
            Qt::QueuedConnection);
        *ended = true;
    };
    m_running.push_back({std::move(ended), std::jthread(std::move(body))});
}

} // namespace transcope::ui
