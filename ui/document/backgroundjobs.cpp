#include "ui/document/backgroundjobs.h"

namespace transcope::ui {

namespace {

constexpr std::size_t MostThreads = 32; // all but one with cancelled jobs that have not noticed yet

} // namespace

BackgroundJobs::BackgroundJobs(QObject* parent)
    : QObject(parent), m_queue([this](auto result) { post(std::move(result)); }, MostThreads)
{
}

void BackgroundJobs::cancel()
{
    m_newest.request_stop();
    setBusy(false);
}

void BackgroundJobs::post(std::function<void()> result)
{
    QMetaObject::invokeMethod(this, std::move(result), Qt::QueuedConnection);
}

void BackgroundJobs::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    emit busyChanged(busy);
}

core::ProgressFn BackgroundJobs::progressUntil(std::stop_token stop)
{
    return [this, stop = std::move(stop)](const core::Progress& now) {
        post([this, stop, now] {
            if (!stop.stop_requested())
                emit progressed(now);
        });
    };
}

} // namespace transcope::ui
