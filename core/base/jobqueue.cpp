#include "core/base/jobqueue.h"

#include <algorithm>

namespace transcope::core {

JobQueue::JobQueue(Poster poster, std::size_t mostThreads)
    : m_poster(std::move(poster)), m_mostThreads(mostThreads)
{
}

JobQueue::~JobQueue()
{
    m_closed.request_stop();
    const std::lock_guard lock(m_mutex);
    m_waiting.clear();
    for (std::stop_source& stop : m_running)
        stop.request_stop();
    // The threads are asked to end, and joined, by their own destructors after the lock is gone.
}

void JobQueue::enqueue(Job job)
{
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back(std::move(job));
    if (m_threads.size() < m_mostThreads && m_waiting.size() + m_running.size() > m_threads.size())
        m_threads.emplace_back([this](std::stop_token ended) { runJobs(std::move(ended)); });
    m_changed.notify_all();
}

void JobQueue::waitUntilIdle()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_waiting.empty() && m_running.empty(); });
}

void JobQueue::runJobs(std::stop_token ended)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, ended, [this] { return !m_waiting.empty(); })) {
        const Job job = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_running.push_back(job.stop);
        lock.unlock();
        if (!job.stop.stop_requested())
            (void)guardedCall(job.run); // the work is guarded by itself: this is a post without room for it
        lock.lock();
        std::erase(m_running, job.stop);
        m_changed.notify_all();
    }
}

} // namespace transcope::core
