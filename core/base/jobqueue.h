#pragma once

#include "core/base/guarded.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <vector>

namespace transcope::core {

/// Runs work beside the thread that asks for it and hands results back there. A job takes its inputs by
/// value. Jobs start in the order of submit(); with one thread they also end in it.
class JobQueue
{
public:
    /// Runs a function later on the thread that wants the results (the UI thread's queue). Called on job
    /// threads.
    using Poster = std::function<void(std::function<void()>)>;

    /// Threads are made when a job would have to wait, up to mostThreads.
    explicit JobQueue(Poster poster, std::size_t mostThreads = 1);
    /// Cancels everything, waits for running jobs, and lets no result arrive any more. Call it on the thread
    /// that results are posted to.
    ~JobQueue();
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;

    /// work: Result<T>(std::stop_token), on a job thread; what it throws becomes an Error.
    /// done: void(Result<T>), through the poster. Called exactly once, unless the job is cancelled through
    /// the stop source given back: then, checked again when the post arrives, not at all.
    template <class Work, class Done> std::stop_source submit(Work work, Done done);

    /// Waits until no job runs or waits. Results may still be on their way through the poster.
    void waitUntilIdle();

private:
    struct Job
    {
        std::function<void()> run;
        std::stop_source stop;
    };

    void enqueue(Job job);
    void runJobs(std::stop_token ended);

    const Poster m_poster;
    const std::size_t m_mostThreads;
    std::stop_source m_closed; ///< tells posts on their way that the queue is gone
    std::mutex m_mutex;        ///< guards the rest
    std::condition_variable_any m_changed;
    std::deque<Job> m_waiting;
    std::vector<std::stop_source> m_running;
    std::vector<std::jthread> m_threads; // last: the threads use all of the above
};

template <class Work, class Done> std::stop_source JobQueue::submit(Work work, Done done)
{
    struct State // shared, since a std::function is copied and work and results may only be moved
    {
        Work work;
        Done done;
        std::stop_token stop, closed;
        std::optional<std::invoke_result_t<Work&, std::stop_token>> result;
    };
    std::stop_source stop;
    auto state = std::make_shared<State>(
        State{std::move(work), std::move(done), stop.get_token(), m_closed.get_token(), {}});
    enqueue({[this, state] {
                 state->result = guardedCall(state->work, state->stop);
                 m_poster([state] {
                     if (!state->stop.stop_requested() && !state->closed.stop_requested())
                         state->done(std::move(*state->result));
                 });
             },
             stop});
    return stop;
}

} // namespace transcope::core
