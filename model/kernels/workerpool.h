#pragma once

#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace transcope::model {

/// A callable by reference: what std::function is, without owning and so without allocating. The callable
/// must outlive the call it is passed to.
template <class Signature> class FunctionRef;
template <class R, class... Args> class FunctionRef<R(Args...)>
{
public:
    template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef>)
        FunctionRef(F&& f) // NOLINT: implicit by design, as std::function is
        : m_object(const_cast<void*>(static_cast<const void*>(std::addressof(f)))),
          m_call([](void* object, Args... args) -> R {
              return (*static_cast<std::remove_reference_t<F>*>(object))(args...);
          })
    {
    }
    R operator()(Args... args) const { return m_call(m_object, args...); }

private:
    void* m_object;
    R (*m_call)(void*, Args...);
};

/// Threads that wait for sets of short tasks. The thread that calls run() works too, as worker 0; a pool of
/// one has no threads. Waiting threads spin for some microseconds before they sleep, since the sets of one
/// spot follow each other closely.
class WorkerPool
{
public:
    using Task = FunctionRef<void(int task, int worker)>;

    /// threads: 0 = one per core.
    explicit WorkerPool(int threads = 0);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    int size() const { return static_cast<int>(m_threads.size()) + 1; }
    /// Calls task(0 … count-1, worker) once each, in ascending order as workers become free, and returns when
    /// all are done. From one thread at a time. What a task throws ends the set and is thrown from here.
    void run(int count, Task task);

private:
    void work(int worker);
    void drain(int worker);

    std::vector<std::thread> m_threads;
    const Task* m_task = nullptr;
    int m_count = 0;
    std::atomic<int> m_next{0};
    std::atomic<int> m_busy{0};     ///< threads that have not finished the current set
    std::atomic<unsigned> m_set{0}; ///< number of the current set; wakes the threads
    std::atomic<bool> m_stopping{false};
    std::mutex m_mutex;           ///< guards the next
    std::exception_ptr m_failure; ///< the first of the current set
};

} // namespace transcope::model
