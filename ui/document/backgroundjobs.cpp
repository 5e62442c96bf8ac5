#include "ui/document/backgroundjobs.h"

#include <algorithm>

namespace transcope::ui {

void BackgroundJobs::cancel()
{
    ++m_token;
    for (auto& running : m_running)
        running.thread.request_stop();
    reap();
    setBusy(false);
}

void BackgroundJobs::stopAll()
{
    ++m_token;
    for (auto& running : m_running)
        running.thread.request_stop();
    m_running.clear(); // joins
}

void BackgroundJobs::reap()
{
    // A thread that says it has ended is past its last statement, so joining it does not block.
    std::erase_if(m_running, [](const Running& running) { return running.ended->load(); });
}

void BackgroundJobs::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    emit busyChanged(busy);
}

} // namespace transcope::ui
