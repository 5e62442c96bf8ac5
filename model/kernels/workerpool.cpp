#include "model/kernels/workerpool.h"

#include "core/base/guarded.h"

#include <algorithm>
#include <utility>

namespace transcope::model {

namespace {

constexpr int kSpins = 4000; // about 50 µs

void pause()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/// Returns once `value` differs from `old`.
template <class T> void waitForChange(const std::atomic<T>& value, T old)
{
    for (int i = 0; i < kSpins; ++i) {
        if (value.load(std::memory_order_acquire) != old)
            return;
        pause();
    }
    value.wait(old, std::memory_order_acquire);
}

} // namespace

WorkerPool::WorkerPool(int threads)
{
    if (threads <= 0)
        threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    // A system that gives no more threads is no failure: those that there are do the work.
    (void)core::guardedCall([&] {
        for (int worker = 1; worker < threads; ++worker)
            m_threads.emplace_back([this, worker] { work(worker); });
    });
}

WorkerPool::~WorkerPool()
{
    m_stopping = true;
    ++m_set;
    m_set.notify_all();
    for (auto& thread : m_threads)
        thread.join();
}

void WorkerPool::run(int count, Task task)
{
    m_task = &task;
    m_count = count;
    m_next = 0;
    m_busy = static_cast<int>(m_threads.size());
    ++m_set;
    if (!m_threads.empty())
        m_set.notify_all();
    drain(0);
    for (int busy = m_busy; busy != 0; busy = m_busy)
        waitForChange(m_busy, busy);
    if (m_failure)
        std::rethrow_exception(std::exchange(m_failure, {}));
}

void WorkerPool::work(int worker)
{
    for (unsigned seen = 0;;) {
        waitForChange(m_set, seen);
        seen = m_set.load(std::memory_order_acquire);
        if (m_stopping)
            return;
        drain(worker);
        if (m_busy.fetch_sub(1) == 1)
            m_busy.notify_one();
    }
}

void WorkerPool::drain(int worker)
{
    try {
        for (int task = m_next++; task < m_count; task = m_next++)
            (*m_task)(task, worker);
    } catch (...) { // to be thrown again where run() was called
        const std::lock_guard lock(m_mutex);
        if (!m_failure)
            m_failure = std::current_exception();
        m_next = m_count;
    }
}

} // namespace transcope::model
